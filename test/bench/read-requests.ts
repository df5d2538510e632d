import { z } from 'zod'

/** A request of the web API that is measured; `path` is below the project and may differ from call to call. */
export type ReadRequest = { name: string; path: (turn: number) => string }

/** What of the data the requests name. */
export type ReadSubjects = {
  runIds: readonly string[]
  sessions: readonly string[]
  deepCursor: string
  orderId: string
}

const at = (values: readonly string[], turn: number): string => encodeURIComponent(values[turn % values.length] ?? '')

/** The runs lie in the 30 days before the day that they were made on. */
const allTime = 'from=2020-01-01&to=2099-01-01'

/** Every measured request, in the order of the table: a new one is a row here. */
export function readRequests({ runIds, sessions, deepCursor, orderId }: ReadSubjects): ReadRequest[] {
  const fixed = (name: string, path: string): ReadRequest => ({ name, path: () => path })
  const text = (words: string) => `q=${encodeURIComponent(words)}`
  return [
    fixed('list, newest first', '/runs'),
    fixed('list, oldest first', '/runs?order=asc'),
    fixed('list, deep page', `/runs?cursor=${deepCursor}`),
    fixed('list, by cost', '/runs?sort=costUsd'),
    fixed('list, by steps', '/runs?sort=steps'),
    fixed('list, by tokens, last 7 days', '/runs?sort=totalTokens&from=-7d'),
    fixed('filter, one tenant', '/runs?tenant=tenant-31'),
    fixed('filter, tool and not a tool, steps', '/runs?tool=refund&tool=!send_email&minSteps=10'),
    fixed('filter, pattern and cost', '/runs?tool=get_*&aboveCostUsd=0.05&sort=costUsd'),
    fixed('filter, rare: tenant, error and loop', '/runs?tenant=tenant-31&endReason=error&hasLoop=true'),
    fixed('filter, matches nothing', '/runs?tenant=nobody'),
    fixed('facets, all runs', '/runs/facets'),
    fixed('facets, filtered', '/runs/facets?tenant=tenant-05&endReason=error'),
    fixed('facets, last 24 hours', '/runs/facets?from=-48h'),
    fixed('facet, user by text', '/runs/facets?field=user&contains=77'),
    fixed('metrics, all runs', '/runs/metrics'),
    fixed('metrics, last 7 days', '/runs/metrics?from=-7d'),
    fixed('metrics, one tenant', '/runs/metrics?tenant=tenant-05'),
    fixed('costs, all runs', '/costs'),
    fixed('costs, by tenant and model, all runs', '/costs?by=tenant&by=model'),
    fixed('costs, by tenant and model, last 7 days', '/costs?by=tenant&by=model&from=-7d'),
    fixed('costs, by user, last 7 days', '/costs?by=user&from=-7d'),
    fixed('costs, one tenant, by feature', '/costs?by=feature&tenant=tenant-05'),
    fixed('costs, by day and tenant, all runs', '/costs/series?by=tenant&timeZone=Europe/Berlin'),
    fixed('costs, by hour and model, last 3 days', '/costs/series?by=model&from=-3d'),
    fixed('costs, untagged, all runs', '/costs/untagged'),
    fixed('costs, explained, all runs', '/costs/explanation'),
    fixed('costs, explained, last 7 days', '/costs/explanation?from=-7d'),
    fixed('costs, caches, all runs', '/costs/cache'),
    fixed('statement, by feature and task type, all runs', `/chargeback?${allTime}`),
    fixed('statement, by model and agent, all runs', `/chargeback?${allTime}&groupBy=model,agent`),
    fixed('search, rare word', `/runs?${text(orderId)}`),
    fixed('search, common word', `/runs?${text('refund')}`),
    fixed('search, two words', `/runs?${text('insurance allergen')}`),
    fixed('search, phrase', `/runs?${text('"duplicate charge"')}`),
    fixed('search, word not there', `/runs?${text('zyzzyva')}`),
    fixed('search, word without another', `/runs?${text('allergen -refund')}`),
    fixed('search, beginning of a word', `/runs?${text('allerg*')}`),
    fixed('search, script without spaces', `/runs?${text('退款')}`),
    fixed('search and filter', `/runs?${text('allergen')}&tenant=tenant-31`),
    { name: 'search, id of a run', path: (turn) => `/runs?q=${at(runIds, turn)}` },
    fixed('search, common word, last 24 hours’ metrics', `/runs/metrics?${text('refund')}&from=-48h`),
    fixed('search, common word, metrics', `/runs/metrics?${text('refund')}`),
    fixed('search, common word, facets', `/runs/facets?${text('refund')}`),
    fixed('search, phrase, metrics', `/runs/metrics?${text('"duplicate charge"')}`),
    fixed('search, rare word, metrics', `/runs/metrics?${text(orderId)}`),
    fixed('search, rare word, facets', `/runs/facets?${text(orderId)}`),
    fixed('sessions', '/sessions'),
    fixed('sessions, last 7 days', '/sessions?from=-7d'),
    { name: 'session', path: (turn) => `/sessions/${at(sessions, turn)}` },
    { name: 'run', path: (turn) => `/runs/${at(runIds, turn)}` },
    { name: 'run, its spans', path: (turn) => `/runs/${at(runIds, turn)}/spans` },
  ]
}

/** Fields of answers that further requests name. */
export const SomeRuns = z.object({
  items: z.array(z.object({ runId: z.string(), session: z.string().nullable(), inputPreview: z.string() })),
  nextCursor: z.string().nullable(),
})
export type SomeRuns = z.infer<typeof SomeRuns>
