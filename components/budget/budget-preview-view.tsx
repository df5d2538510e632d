import { Skeleton } from '#components/ui/skeleton.tsx'
import type { BudgetInput, BudgetPreview } from '#lib/domain/budget.ts'
import { formatPart } from '#lib/format/percent.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { BudgetBar } from './budget-bar.tsx'
import { budgetScale } from './budget-scale.ts'
import { outlookText } from './budget-state.tsx'
import { dayText, levelTexts, periodText } from './budget-texts.ts'

type BudgetPreviewViewProps = { input: BudgetInput; preview: BudgetPreview | null; problem: string | null }

/** What a budget would mean: now, and in the periods before. */
export function BudgetPreviewView({ input, preview, problem }: BudgetPreviewViewProps) {
  if (problem !== null) return <p className="text-sm text-bad">{problem}</p>
  if (preview === null) return <Skeleton className="h-16" />
  const { state, past } = preview
  return (
    <section aria-label="What it would mean" className="tabular grid gap-2 rounded border bg-sunken px-3 py-2 text-sm">
      <p>
        {periodText(input.period, state)}: {formatUsd(state.spentUsd)} so far,{' '}
        {formatPart(Number(state.spentUsd), Number(state.limitUsd))} – {levelTexts[state.level].label.toLowerCase()},{' '}
        {outlookText(state)}.
      </p>
      <BudgetBar scale={budgetScale(state)} level={state.level} />
      <ul className="grid gap-0.5 text-ink-2">
        {past.map((period) => (
          <li key={period.fromDay}>
            {periodText(input.period, period)}:{' '}
            {period.runs === 0
              ? 'no runs.'
              : `${formatUsd(period.spentUsd)}, ${formatPart(Number(period.spentUsd), Number(period.limitUsd))} – ${period.isKept ? 'kept' : `over on ${dayText(period.overOn ?? period.fromDay)}`}.`}
          </li>
        ))}
      </ul>
    </section>
  )
}
