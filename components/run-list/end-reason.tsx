import {
  ArrowUpRight,
  Ban,
  Check,
  CircleDashed,
  CircleSlash,
  CirclePlay,
  Unplug,
  Wallet,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { EndReason as EndReasonValue } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'

type EndLook = { label: string; icon: LucideIcon; tone: string; meaning: string }

/** How a run ended: one word, one icon, one meaning. */
export const endLooks: Record<EndReasonValue, EndLook> = {
  completed: { label: 'completed', icon: Check, tone: 'text-good', meaning: 'Gave a final answer' },
  error: { label: 'error', icon: X, tone: 'text-bad', meaning: 'Failed, and no answer followed' },
  escalated: { label: 'escalated', icon: ArrowUpRight, tone: 'text-warn', meaning: 'Handed to a person' },
  max_steps: { label: 'max steps', icon: Ban, tone: 'text-warn', meaning: 'Stopped by its limit of steps' },
  budget: { label: 'budget', icon: Wallet, tone: 'text-warn', meaning: 'Stopped by a budget' },
  cancelled: { label: 'cancelled', icon: CircleSlash, tone: 'text-ink-3', meaning: 'Stopped by the caller' },
  abandoned: { label: 'abandoned', icon: Unplug, tone: 'text-warn', meaning: 'Asked for tools that never ran' },
  running: { label: 'running', icon: CirclePlay, tone: 'text-accent', meaning: 'Heard of in the last ten minutes' },
  incomplete: { label: 'incomplete', icon: CircleDashed, tone: 'text-ink-3', meaning: 'No end was received' },
}

export function EndReason({ endReason, className }: { endReason: EndReasonValue; className?: string }) {
  const { label, icon: Icon, tone } = endLooks[endReason]
  return (
    <span className={cn('inline-flex items-center gap-1.5', tone, className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {label}
    </span>
  )
}
