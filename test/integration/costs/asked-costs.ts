import { CostDimension, CostReport } from '#lib/domain/costs.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { getBody } from '#test/support/api.ts'
import { costedProject } from './costed-shares.ts'

export const costsOf = (query: string) => getBody(`/${costedProject}/costs?${query}`, CostReport)

export async function listed(query: string): Promise<Run[]> {
  const runs: Run[] = []
  for (let cursor = ''; ;) {
    const page = await getBody(`/${costedProject}/runs?limit=200&${query}${cursor}`, RunList)
    runs.push(...page.items)
    if (page.nextCursor === null) return runs
    cursor = `&cursor=${page.nextCursor}`
  }
}

const full = process.env['TACHO_TEST'] === 'full'
/** In short of each kind: of runs, of shares, tags. */
export const dimensions = full ? CostDimension.options : CostDimension.extract(['tenant', 'model', 'tag']).options
/** Of runs, shares and tags, in either place, and of two arrays of shares. */
const allPairs: readonly (readonly [CostDimension, CostDimension])[] = [
  ['tenant', 'feature'],
  ['tenant', 'model'],
  ['provider', 'taskType'],
  ['model', 'agent'],
  ['agent', 'tool'],
  ['tag', 'environment'],
  ['agentVersion', 'tag'],
  ['tag', 'model'],
  ['model', 'tag'],
  ['user', 'provider'],
]
export const pairs = allPairs.filter((_, index) => full || index % 3 === 1)
