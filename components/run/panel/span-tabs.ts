import type { SearchField } from '#lib/domain/run-search.ts'

export const spanTabs = ['messages', 'compare', 'tools', 'attributes', 'events', 'logs', 'raw'] as const
export type SpanTab = (typeof spanTabs)[number]

/** The tab that shows what was found; null where every tab does. */
export const tabOfField: Record<SearchField, SpanTab | null> = {
  name: null,
  error: null,
  input: 'messages',
  output: 'messages',
  attribute: 'attributes',
  event: 'events',
  log: 'logs',
}
