package papers

import (
	"encoding/json"
	"time"

	"todoku/mailcore"
)

// A timed is a report as an inquiry writes it: as the history keeps it, but
// with times in milliseconds.
type timed struct {
	mailcore.Report
	Took     *struct{}      `json:"took,omitempty"` // never there
	TookMS   int64          `json:"took_ms"`
	Results  []timedResult  `json:"results"`
	Others   []timed        `json:"others,omitempty"`
	Delivery *timedDelivery `json:"delivery,omitempty"`
}

type timedResult struct {
	mailcore.Result
	Took   *struct{} `json:"took,omitempty"` // never there
	TookMS int64     `json:"took_ms"`
}

type timedDelivery struct {
	mailcore.Delivery
	Seconds *struct{}  `json:"seconds,omitempty"` // never there
	TookMS  int64      `json:"took_ms"`
	Hops    []timedHop `json:"hops"`
}

type timedHop struct {
	mailcore.Hop
	Delay   *struct{} `json:"delay,omitempty"` // never there
	DelayMS int64     `json:"delay_ms"`
}

func newTimed(r mailcore.Report) timed {
	t := timed{Report: r, TookMS: r.Took.Milliseconds(), Results: []timedResult{}}
	for _, other := range r.Others {
		t.Others = append(t.Others, newTimed(other))
	}
	for _, res := range r.Results {
		t.Results = append(t.Results, timedResult{Result: res, TookMS: res.Took.Milliseconds()})
	}
	if d := r.Delivery; d != nil {
		t.Delivery = &timedDelivery{Delivery: *d, TookMS: int64(d.Seconds*1000 + 0.5), Hops: []timedHop{}}
		for _, hop := range d.Hops {
			t.Delivery.Hops = append(t.Delivery.Hops, timedHop{Hop: hop, DelayMS: hop.Delay.Milliseconds()})
		}
	}
	return t
}

// times fills in those that newTimed wrote. An inquiry of an older program has
// them where the report itself has.
func times(file []byte, r *mailcore.Report) error {
	var written struct {
		Report timed `json:"report"`
	}
	if !isTimed(file) {
		return nil
	}
	if err := json.Unmarshal(file, &written); err != nil {
		return err
	}
	written.Report.fill(r)
	return nil
}

// fill gives r the times of t.
func (t timed) fill(r *mailcore.Report) {
	r.Took = milliseconds(t.TookMS)
	for i := range r.Results {
		r.Results[i].Took = milliseconds(t.Results[i].TookMS)
	}
	for i := range r.Others {
		t.Others[i].fill(&r.Others[i])
	}
	if r.Delivery != nil {
		r.Delivery.Seconds = float64(t.Delivery.TookMS) / 1000
		for i := range r.Delivery.Hops {
			r.Delivery.Hops[i].Delay = milliseconds(t.Delivery.Hops[i].DelayMS)
		}
	}
}

func isTimed(file []byte) bool {
	var head struct {
		Report struct {
			TookMS *int64 `json:"took_ms"`
		} `json:"report"`
	}
	return json.Unmarshal(file, &head) == nil && head.Report.TookMS != nil
}

func milliseconds(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
