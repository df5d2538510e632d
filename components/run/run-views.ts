export const runViews = ['transcript', 'tree', 'timeline', 'graph', 'log', 'json'] as const
export type RunViewName = (typeof runViews)[number]

/** The reader's own view, where a link names none. */
export const runViewChoice = { cookie: 'tacho-run-view', options: runViews, fallback: 'transcript' } as const

/** Views in the order of the tree share what is open and in focus. */
export function isTreeView(view: RunViewName): boolean {
  return view === 'tree' || view === 'timeline'
}
