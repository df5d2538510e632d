import {
  ArrowUpRight,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDollarSign,
  CircleSlash,
  CircleX,
  LoaderCircle,
  StepForward,
  type LucideIcon,
} from 'lucide-react'
import type { EndReason } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'

type EndLook = { label: string; icon: LucideIcon; className: string }

export const endLooks: Record<EndReason, EndLook> = {
  completed: { label: 'completed', icon: CircleCheck, className: 'text-good' },
  error: { label: 'error', icon: CircleX, className: 'text-bad' },
  escalated: { label: 'escalated', icon: ArrowUpRight, className: 'text-warn' },
  max_steps: { label: 'max steps', icon: StepForward, className: 'text-warn' },
  budget: { label: 'budget', icon: CircleDollarSign, className: 'text-warn' },
  cancelled: { label: 'cancelled', icon: Ban, className: 'text-ink-2' },
  abandoned: { label: 'abandoned', icon: CircleSlash, className: 'text-warn' },
  running: { label: 'running', icon: LoaderCircle, className: 'text-accent' },
  incomplete: { label: 'incomplete', icon: CircleDashed, className: 'text-ink-2' },
}

/** How a run ended: icon and word, never colour alone. */
export function EndReasonMark({ endReason, className }: { endReason: EndReason; className?: string }) {
  const { label, icon: Icon, className: colour } = endLooks[endReason]
  return (
    <span className={cn('inline-flex items-center gap-1 font-medium whitespace-nowrap', colour, className)}>
      <Icon aria-hidden className="size-3.5" />
      {label}
    </span>
  )
}
