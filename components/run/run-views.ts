export const runViews = ['transcript', 'tree', 'timeline', 'json'] as const
export type RunViewName = (typeof runViews)[number]
