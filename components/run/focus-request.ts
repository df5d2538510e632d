/** Asks a view to bring a span into view; every request is a new object, so that asking twice works. */
export type FocusRequest = { spanId: string; align: 'auto' | 'center' }
