import Link from 'next/link'
import { figureFilters } from '#components/cost/cost-links.ts'
import { Figure } from '#components/cost/figure.tsx'
import { TimeText } from '#components/run-list/time-text.tsx'
import type { Budget, BudgetState as State } from '#lib/domain/budget.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatPart } from '#lib/format/percent.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { paths } from '#lib/paths.ts'
import { leftUsd } from '#lib/budget/left-usd.ts'
import { BudgetBar } from './budget-bar.tsx'
import { budgetFilter, budgetRuns } from './budget-links.ts'
import { budgetScale } from './budget-scale.ts'
import { BudgetState, outlookText } from './budget-state.tsx'
import { levelTexts, markLabels, missingText, periodText } from './budget-texts.ts'

type BudgetFiguresProps = { project: string; budget: Budget; state: State }

/** Where the period stands, in numbers. */
export function BudgetFigures({ project, budget, state }: BudgetFiguresProps) {
  const { forecast, spentUsd, limitUsd } = state
  const missing = missingText(state)
  return (
    <>
      <div className="grid gap-1.5 px-3 pt-3 pb-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <BudgetState level={state.level} />
          <span className="text-ink-2">
            {periodText(budget.period, state)}, {budget.timeZone}
          </span>
          {state.stale ? <span className="text-sm text-warn">Some of what was sent is not counted yet</span> : null}
        </p>
        <BudgetBar scale={budgetScale(state)} level={state.level} className="h-4" />
        <ReachedMarks project={project} state={state} />
        {missing === null ? null : (
          <p className="text-sm text-warn">
            {missing}{' '}
            <Link
              href={paths.runs(project, { ...budgetFilter(budget.scope, state), ...figureFilters.unpriced })}
              prefetch={false}
              className="underline underline-offset-3"
            >
              See their runs
            </Link>
          </p>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-px border-y bg-line narrow:grid-cols-4">
        <Figure
          label="Spent"
          value={`${state.isLowerBound ? '≥ ' : ''}${formatUsd(spentUsd)}`}
          exact={formatUsdExact(spentUsd)}
          href={state.runs === 0 ? undefined : budgetRuns(project, budget.scope, state)}
        >
          {formatPart(Number(spentUsd), Number(limitUsd))} in {formatCountExact(state.runs)}{' '}
          {state.runs === 1 ? 'run' : 'runs'}
        </Figure>
        <Figure label="Left" value={formatUsd(leftUsd(state))} exact={formatUsdExact(leftUsd(state))}>
          of {formatUsd(limitUsd)}
        </Figure>
        <Figure
          label="Expected at the end"
          value={formatUsd(forecast.method === 'none' ? null : forecast.expectedUsd)}
          exact={forecast.method === 'none' ? 'no whole day to learn from yet' : `${formatPart(Number(forecast.expectedUsd), Number(limitUsd))} of the limit`} // prettier-ignore
        >
          {forecast.method === 'none'
            ? 'not known yet'
            : `${formatUsd(forecast.lowUsd)} – ${formatUsd(forecast.highUsd)}`}
        </Figure>
        <Figure
          label="At the end"
          value={forecast.method === 'none' ? '–' : levelTexts[forecast.level].label}
          exact={null}
        >
          <span className="whitespace-normal">{outlookText(state)}</span>
        </Figure>
      </dl>
    </>
  )
}

/** When each threshold was reached, and with which run. */
function ReachedMarks({ project, state: { marks, asOf } }: Pick<BudgetFiguresProps, 'project' | 'state'>) {
  const reached = marks.filter(({ reachedAt }) => reachedAt !== null)
  if (reached.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-2">
      {reached.map(({ name, percent, reachedAt, reachedRunId }) => (
        <li key={name}>
          {markLabels[name]} {percent} % reached <TimeText ns={nsOfIso(reachedAt ?? asOf)} nowMs={Date.parse(asOf)} />{' '}
          {reachedRunId === null ? null : (
            <Link
              href={paths.run(project, reachedRunId)}
              prefetch={false}
              className="underline underline-offset-3 hover:text-accent"
            >
              with this run
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
