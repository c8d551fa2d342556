package forms

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// stateIcons show a state without its colour.
var stateIcons = map[mailcore.State]fyne.ThemeIconName{
	mailcore.Pending:  theme.IconNameRadioButton,
	mailcore.Running:  theme.IconNameMoreHorizontal,
	mailcore.Passed:   theme.IconNameConfirm,
	mailcore.Warned:   theme.IconNameWarning,
	mailcore.Failed:   theme.IconNameError,
	mailcore.Skipped:  theme.IconNameContentRemove,
	mailcore.Unneeded: theme.IconNameContentRemove,
}

// stateIcon returns the icon of a state in its colour.
func stateIcon(s mailcore.State) fyne.Resource {
	return theme.NewColoredResource(theme.Icon(stateIcons[s]), look.StateColor(s))
}

// A stepRow is one step of a report, which opens when it is pressed.
type stepRow struct {
	widget.BaseWidget
	widgets.Voice
	widgets.Pressable
	said    widgets.Saying
	ring    *widgets.Ring
	content fyne.CanvasObject
	hover   *canvas.Rectangle
}

func newStepRow(res mailcore.Result, note string, open bool, tapped func()) *stepRow {
	name := widgets.NewText(words.Step(res))
	if slices.Contains([]mailcore.State{mailcore.Pending, mailcore.Skipped, mailcore.Unneeded}, res.State) {
		name.Color = theme.ColorNamePlaceHolder
	}
	took := widgets.NewCaption(words.Took(res.Took))
	took.Unbroken = true
	state := widgets.NewCaption(words.State(res.State))
	state.Color, state.Unbroken = look.StateColor(res.State), true
	arrow := theme.NavigateNextIcon()
	if open {
		arrow = theme.MoveDownIcon()
	}
	right := container.NewHBox(container.NewCenter(took), container.NewCenter(state), widget.NewIcon(arrow))
	rows := widgets.NewColumn(container.NewBorder(nil, nil, widget.NewIcon(stateIcon(res.State)), right, container.New(layout.NewCustomPaddedLayout(2, 2, 0, 0), name)))
	first, _, _ := strings.Cut(res.Reply, "\n")
	if open {
		first = ""
	}
	for _, line := range []string{first, note} {
		if line != "" {
			rows.Add(container.New(layout.NewCustomPaddedLayout(0, 2, theme.IconInlineSize()+theme.Padding(), 0), widgets.NewCaption(line)))
		}
	}
	r := &stepRow{said: stepSaying(res, note, open), ring: widgets.NewRing(), content: rows, hover: canvas.NewRectangle(theme.Color(theme.ColorNameHover))}
	r.hover.Hide()
	r.Presses(r, tapped)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *stepRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.hover, r.content, r.ring))
}

// MouseIn implements desktop.Hoverable.
func (r *stepRow) MouseIn(*desktop.MouseEvent) { r.hover.Show() }

// MouseMoved implements desktop.Hoverable.
func (r *stepRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *stepRow) MouseOut() {
	r.hover.Hide()
}

// FocusGained implements fyne.Focusable.
func (r *stepRow) FocusGained() {
	r.ring.Show()
	r.Pressable.FocusGained()
}

// FocusLost implements fyne.Focusable.
func (r *stepRow) FocusLost() {
	r.ring.Hide()
	r.Pressable.FocusLost()
}

// newStripe is the coloured edge of a finding.
func newStripe(name fyne.ThemeColorName) fyne.CanvasObject {
	stripe := canvas.NewRectangle(theme.Color(name))
	stripe.SetMinSize(fyne.NewSize(4, 0))
	stripe.CornerRadius = 2
	return stripe
}

// Say implements [widgets.Spoken].
func (r *stepRow) Say() widgets.Saying {
	return r.said
}

// AccessibilityLabel implements fyne.Accessible.
func (r *stepRow) AccessibilityLabel() string { return r.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (r *stepRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// stepSaying says how a step went, and whether more of it is shown.
func stepSaying(res mailcore.Result, note string, open bool) widgets.Saying {
	s := widgets.Saying{Name: words.Step(res), Kind: "voice.step", Value: words.State(res.State), State: assets.Text("voice.closed"), Problem: note}
	if open {
		s.State = assets.Text("voice.open")
	}
	return s
}
