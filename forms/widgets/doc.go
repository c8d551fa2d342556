// Package widgets holds what Fyne's own widgets lack for a Japanese form that
// is used from the keyboard: [Text], which breaks lines as Japanese wants;
// [Entry], which leaves an input method its keys; [Button], [Check], [Select]
// and [Choice], which obey Enter, Escape and the arrows; [Row] in [Rows] with
// hints and problems below the field; [Transcript] for long conversations;
// [Progress]; the wrapping layout of [NewFlow]; and [ShowDialog].
//
// Every widget belongs to the UI thread, takes its words from the caller and
// its colours from the theme. What only a screen reader says of it, a [Saying],
// and the names of keys come from assets; [Voice] holds what it cannot know.
//
// A file here is one widget, or one part of a large one. It knows keys, sizes and
// colours, and nothing of mail, but for the text of a conversation: what it shows
// it is told, what is done with it the caller decides in a function that it hands
// over. It starts no goroutine, and leaves the input method alone while that
// composes. What it overrides of Fyne says why, so that it can go when Fyne has
// it.
package widgets
