export const runViews = ['transcript', 'tree', 'timeline', 'graph', 'log', 'json'] as const
export type RunViewName = (typeof runViews)[number]
