type Sized = { span_count: number }
/** About: a run that is larger stands alone. */
type Part = { runs: number; spans: number }

/** Runs in their order, cut into parts of so many runs and spans at most. */
export function inParts<Run extends Sized>(runs: readonly Run[], most: Part): Run[][] {
  const parts: Run[][] = []
  for (let left = runs; left.length > 0;) {
    const next = withinSpans(left.slice(0, most.runs), most.spans)
    parts.push(next)
    left = left.slice(next.length)
  }
  return parts
}

/** The first runs with so many spans together, always at least one. */
function withinSpans<Run extends Sized>(runs: Run[], most: number): Run[] {
  let spans = 0
  const end = runs.findIndex(({ span_count }, index) => {
    spans += span_count
    return index > 0 && spans > most
  })
  return end === -1 ? runs : runs.slice(0, end)
}

/** Those of the runs that fit when they are taken in their order; what is too large for the rest is left out. */
export function fittingSpans<Run extends Sized>(runs: readonly Run[], most: number): Run[] {
  let spans = 0
  return runs.filter(({ span_count }) => {
    if (spans + span_count > most) return false
    spans += span_count
    return true
  })
}
