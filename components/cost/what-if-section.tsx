'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useSettled } from '#components/layout/use-settled.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { costQueries } from '#lib/api/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { SpanKind } from '#lib/domain/span.ts'
import type { RunsHref } from './cost-links.ts'
import { WhatIfForm } from './what-if-form.tsx'
import { WhatIfTable } from './what-if-table.tsx'
import { assumptionOf, isPercent, type Assumed } from './what-if-texts.ts'

/** In the address beside the page's own, so that a colleague sees the same assumption. */
const params = {
  ifTask: parseAsString.withDefault(''),
  ifKind: parseAsStringLiteral(SpanKind.options),
  ifModel: parseAsString.withDefault(''),
  ifInstead: parseAsString.withDefault(''),
  ifCached: parseAsString.withDefault(''),
  ifBatch: parseAsBoolean.withDefault(false),
}

/** So long nothing is typed before it is asked for, in milliseconds. */
const settleMs = 400

type WhatIfSectionProps = { project: string; filter: RunFilter; hrefOf: RunsHref }

/** The same period under other circumstances, from what was used: money, and where the assumption is weak. */
export function WhatIfSection({ project, filter, hrefOf }: WhatIfSectionProps) {
  const [{ ifTask, ifKind, ifModel, ifInstead, ifCached, ifBatch }, setParams] = useQueryStates(params)
  const assumed = useMemo<Assumed>(
    () => ({
      taskType: ifTask,
      kind: ifKind ?? '',
      model: ifModel,
      instead: ifInstead,
      cached: ifCached,
      batch: ifBatch,
    }),
    [ifTask, ifKind, ifModel, ifInstead, ifCached, ifBatch],
  )
  const assumption = assumptionOf(useSettled(assumed, settleMs))
  const asItWas = useQuery(costQueries.whatIf(project, filter, {}))
  const result = useQuery({ ...costQueries.whatIf(project, filter, assumption ?? {}), enabled: assumption !== null })
  return (
    <section aria-label="What if">
      <h2 className="px-3 pt-4 font-semibold">What if</h2>
      <WhatIfForm
        groups={asItWas.data?.groups ?? []}
        assumed={assumed}
        onChange={({ taskType, kind, model, instead, cached, batch }) =>
          void setParams({
            ...(taskType === undefined ? {} : { ifTask: taskType }),
            ...(kind === undefined ? {} : { ifKind: kind === '' ? null : kind }),
            ...(model === undefined ? {} : { ifModel: model }),
            ...(instead === undefined ? {} : { ifInstead: instead }),
            ...(cached === undefined ? {} : { ifCached: cached }),
            ...(batch === undefined ? {} : { ifBatch: batch }),
          })
        }
      />
      {result.isError || asItWas.isError ? (
        <p role="alert" className="px-3 pb-3 text-sm text-bad">
          {(result.error ?? asItWas.error)?.message}
        </p>
      ) : null}
      {assumption === null ? (
        <p className="px-3 pb-3 text-sm text-ink-3">
          {isPercent(ifCached)
            ? 'Name another model, a part of the input that comes from caches, or batches: what the same calls would have cost stands here, from the tokens that they used.'
            : 'Of the input 0 to 100 per cent come from caches: say it as a whole number.'}
        </p>
      ) : result.data === undefined ? (
        result.isError ? null : (
          <output aria-label="Supposing" className="block px-3 pb-3">
            <Skeleton className="h-20" />
          </output>
        )
      ) : (
        <div aria-busy={result.isPlaceholderData} className={result.isPlaceholderData ? 'opacity-60' : undefined}>
          <WhatIfTable result={result.data} hrefOf={hrefOf} />
        </div>
      )}
    </section>
  )
}
