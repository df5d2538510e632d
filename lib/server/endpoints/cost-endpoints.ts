import {
  CacheCostQuery,
  CacheCosts,
  CostReport,
  CostReportQuery,
  CostSeries,
  CostSeriesQuery,
  UntaggedCosts,
  WhatIfQuery,
} from '#lib/domain/costs.ts'
import { RunFilterQuery } from '#lib/domain/filter.ts'
import { RunsExplanation, RunsExplanationQuery } from '#lib/domain/runs-explanation.ts'
import { WhatIf } from '#lib/domain/what-if.ts'
import { type Endpoint, ofProject } from './endpoint.ts'

/** Costs of the runs that a list with the same filter shows: every figure is a sum over their rows. */
export const costEndpoints = {
  getCosts: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs',
    summary: 'Cost of the runs that match, by up to two dimensions, with the period before',
    params: ofProject,
    query: CostReportQuery,
    response: CostReport,
  },
  getCostSeries: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs/series',
    summary: 'Cost of the runs that match by hour or day, and by a dimension',
    params: ofProject,
    query: CostSeriesQuery,
    response: CostSeries,
  },
  explainRuns: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs/explanation',
    summary: 'What the cost of the runs that match is made of: models and tools, what is not known, and run by run',
    params: ofProject,
    query: RunsExplanationQuery,
    response: RunsExplanation,
  },
  getUntaggedCosts: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs/untagged',
    summary: 'Cost of runs that do not say whom or what they were for, by what sends them',
    params: ofProject,
    query: RunFilterQuery,
    response: UntaggedCosts,
  },
  getCacheCosts: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs/cache',
    summary: 'What caches of the providers saved, and could still save, by model',
    params: ofProject,
    query: CacheCostQuery,
    response: CacheCosts,
  },
  getWhatIf: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/costs/what-if',
    summary: 'What the model calls of the runs that match would cost with another model, a cache or in batches',
    params: ofProject,
    query: WhatIfQuery,
    response: WhatIf,
  },
} as const satisfies Record<string, Endpoint>
