import { FacetField } from '#clickhouse/queries/runs/run-facets.ts'
import { CostDimension } from '#lib/domain/costs.ts'
import { RunSort } from '#lib/domain/filter.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { StatementLevel } from '#lib/domain/statement.ts'
import { idsOf, mine, movedId, neighbour, owners, runIdOf, spanIdOf, type Owner } from './marked-runs.ts'

const full = process.env['TACHO_TEST'] === 'full'
/** In short of each kind: of runs, of shares, tags. */
const costDimensions = full ? CostDimension.options : CostDimension.extract(['tenant', 'model', 'tag']).options

/** What the key asks of each read endpoint, beside runs and sessions by id. */
export const asked: Record<string, string[]> = {
  '/status': [''],
  '/runs': [
    ...RunSort.options.flatMap((sort) => ['asc', 'desc'].map((order) => `?sort=${sort}&order=${order}`)),
    '?q=needle',
    '?q=moved',
    ...owners.flatMap(({ tenant, environment, mark }) => [
      `?tenant=${tenant}`,
      `?environment=${environment}`,
      `?q=${mark}`,
      `?session=session-${mark}`,
    ]),
    '?session=moved',
    '?tenant=*',
    `?tenant=!${mine.tenant}`,
    `?environment=!${mine.environment}`,
  ],
  '/runs/export': [
    '?format=csv',
    '?format=jsonl',
    '?format=jsonl&q=needle',
    `?format=csv&runId=${runIdOf(neighbour, 1)}`,
  ],
  '/runs/facets': [
    '',
    '?q=needle',
    ...FacetField.options.map((field) => `?field=${field}`),
    '?field=user&contains=canary',
  ],
  '/runs/metrics': ['', '?q=needle', `?tenant=${neighbour.tenant}`],
  '/runs/snippets': [`?q=needle&${[...owners.flatMap(idsOf), movedId].map((id) => `runId=${id}`).join('&')}`],
  '/costs': [
    '',
    '?q=needle',
    ...costDimensions.flatMap((by) => [`?by=${by}`, `?by=${by}&by=${by === 'tenant' ? 'environment' : 'tenant'}`]),
  ],
  '/costs/series': costDimensions.map((by) => `?by=${by}`),
  '/costs/explanation': ['', '?q=needle', `?tenant=${neighbour.tenant}`],
  '/costs/untagged': [''],
  '/costs/cache': [''],
  '/costs/what-if': ['', '?newModel=gpt-5-mini&newProvider=openai'],
  '/chargeback': ['', '?format=csv', ...StatementLevel.options.map((level) => `?groupBy=${level}&live=true`)],
  '/chargeback/settings': [''],
  '/chargeback/statements': [''],
  '/chargeback/statements/2026-11-20_2026-11-21': ['', '?format=csv', '?version=1'],
  '/chargeback/statements/2026-11-20_2026-11-21/detail': [''],
  '/chargeback/statements/2026-11-20_2026-11-21/runs': ['', '?format=csv', '?changed=true', '?tenant=-'],
  '/chargeback/statements/2026-11-20_2026-11-21/adjustments': [''],
  '/chargeback/statements/2026-11-20_2026-11-21/adjustments/1': [''],
  '/sessions': [
    ...SessionSort.options.flatMap((sort) => ['asc', 'desc'].map((order) => `?sort=${sort}&order=${order}`)),
    '?q=needle',
  ],
  '/shares': ['', `?runId=${runIdOf(neighbour, 1)}`],
  '/budgets': [''],
  '/views': [''],
  '/prices': [''],
  '/prices/versions': [''],
  '/prices/versions/{version}': [''],
  '/prices/repricing': [''],
  '/ingest-health': [''],
  '/ingest-health/state': [''],
}

/** What it asks of one run and of one session. */
export const ofRun = (owner: Owner, number: number) => [
  '',
  '/neighbours',
  '/spans',
  '/spans?shape=columns',
  `/spans/${spanIdOf(owner, number)}`,
  `/spans/${spanIdOf(owner, number)}/cost`,
  '/search?q=needle',
  '/logs',
  '/export?format=json',
  '/export?format=otlp',
  '/export?format=markdown',
]
export const ofSession = ['', '/turns']
export const ofBudget = ['', '/state', '/history']
