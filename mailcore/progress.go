package mailcore

import "slices"

// progress lists the steps by how much it shows to have come that far, however
// a test encrypts: a certificate that was judged proves more than a greeting.
var progress = []Step{
	CheckStep, Resolve, Connect, Handshake, Greeting, EHLO, CAPA, StartTLS, EHLOAgain, CAPAAgain, Certificate, Authorize,
	MailFrom, RcptTo, Data, Queued, MailboxStep, UIDL, SizesStep, ExpiryStep, FindStep, DeliverStep, Quit,
}

// Before reports whether it shows less to have come to a step than to another.
func (s Step) Before(other Step) bool {
	return slices.Index(progress, s) < slices.Index(progress, other)
}

// Unreached reports whether a test failed on the way to a server, with the
// login at the latest: where another port or another encryption may do better.
func (r Report) Unreached() bool {
	failure, failed := r.Failure()
	return failed && failure.Fault != Stopped && failure.Step != CheckStep && !Authorize.Before(failure.Step)
}
