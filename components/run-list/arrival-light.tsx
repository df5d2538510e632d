'use client'

import { useQuery } from '@tanstack/react-query'
import { reasonTexts } from '#components/ingest/outcome-texts.ts'
import { cn } from '#components/ui/cn.ts'
import { ingestQueries } from '#lib/api/ingest.ts'

const pollMs = 3_000

type ArrivalLightProps = { project: string; received: boolean }

/** Waits for the first span: green when it is there, red when something came and had to be refused. */
export function ArrivalLight({ project, received }: ArrivalLightProps) {
  const health = useQuery({
    ...ingestQueries.health(project, { from: '-15m' }),
    enabled: !received,
    refetchInterval: pollMs,
  })
  const refused = health.data?.examples.find(({ kind }) => kind === 'refused')
  const light = received ? 'bg-good' : refused ? 'bg-bad' : 'animate-pulse bg-accent'
  return (
    <output className="flex gap-2 text-ink-2">
      <span aria-hidden className={cn('mt-1.5 size-2 shrink-0 rounded-full', light)} />
      {received ? (
        <span>
          <span className="font-medium text-good">The first span has arrived.</span> Its run shows up here once it holds
          work of an agent, a model or a tool.
        </span>
      ) : refused ? (
        <span>
          <span className="font-medium text-bad">Something arrived and was refused: {refused.message}.</span>{' '}
          {reasonTexts[refused.reason].wayOut}
        </span>
      ) : (
        'Waiting for the first span…'
      )}
    </output>
  )
}
