import { cn } from '#components/ui/cn.ts'
import type { BudgetLevel } from '#lib/domain/budget.ts'
import type { BudgetScale } from './budget-scale.ts'

type BudgetBarProps = { scale: BudgetScale; level: BudgetLevel; className?: string }

const colours: Record<BudgetLevel, string> = { ok: 'text-good', soft: 'text-warn', hard: 'text-bad', over: 'text-bad' }

/** What is spent, hatched what is expected beyond with its interval as a line, and the thresholds as marks. The numbers stand beside it. */
export function BudgetBar({ scale: { spent, expected, low, high, marks }, level, className }: BudgetBarProps) {
  return (
    <div aria-hidden className={cn('relative h-3', className)}>
      <div className={cn('absolute inset-x-0 top-0.5 bottom-0.5 overflow-hidden rounded-xs bg-line', colours[level])}>
        <span className="absolute inset-y-0 left-0 bg-current" style={{ width: percent(spent) }} />
        <span
          className="absolute inset-y-0 hatch-current"
          style={{ left: percent(spent), width: percent(expected - spent) }}
        />
      </div>
      {high > low ? (
        <span
          className="absolute top-1/2 h-px bg-ink-2 before:absolute before:-top-1 before:left-0 before:h-2 before:border-l before:border-ink-2 after:absolute after:-top-1 after:right-0 after:h-2 after:border-l after:border-ink-2"
          style={{ left: percent(low), width: percent(high - low) }}
        />
      ) : null}
      {marks.map(({ name, at }) => (
        <span
          key={name}
          className={cn('absolute inset-y-0 border-l', name === 'over' ? 'border-ink' : 'border-ink-3')}
          style={{ left: percent(at) }}
        />
      ))}
    </div>
  )
}

function percent(part: number): string {
  return `${part * 100}%`
}
