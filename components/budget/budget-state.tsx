import { Badge } from '#components/ui/badge.tsx'
import type { BudgetStanding } from '#lib/domain/budget.ts'
import { dayText, levelTexts } from './budget-texts.ts'

type Shown = Pick<BudgetStanding, 'level' | 'forecast' | 'marks'>

/** How far it has come, by word and colour. */
export function BudgetState({ level }: Pick<Shown, 'level'>) {
  const { label, tone } = levelTexts[level]
  return <Badge tone={tone}>{label}</Badge>
}

/** When the last threshold was reached, or is expected to be. */
export function outlookText({ marks, forecast }: Shown): string {
  const reachedOn = marks.at(-1)?.reachedOn ?? null
  if (reachedOn !== null) return `limit reached on ${dayText(reachedOn)}`
  const { overOn, overAtEarliest, method } = forecast
  const earliest = overAtEarliest === null ? null : `at the earliest on ${dayText(overAtEarliest)}`
  if (overOn !== null)
    return `limit expected on ${dayText(overOn)}${earliest === null || overAtEarliest === overOn ? '' : `, ${earliest}`}`
  if (earliest !== null) return `limit ${earliest}`
  return method === 'none' ? 'not known yet' : 'limit not reached in this period'
}
