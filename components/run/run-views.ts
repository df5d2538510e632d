export const runViews = ['transcript', 'tree', 'json'] as const
export type RunViewName = (typeof runViews)[number]
