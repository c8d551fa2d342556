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
package widgets
