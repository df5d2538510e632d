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
import { cn } from '#components/ui/cn.ts'
import type { EndReason } from '#lib/domain/run.ts'
import { endLabel } from '#lib/format/end-label.ts'

type EndLook = { label: string; icon: LucideIcon; className: string }

const look = (endReason: EndReason, icon: LucideIcon, className: string): EndLook => ({
  label: endLabel(endReason),
  icon,
  className,
})

export const endLooks: Record<EndReason, EndLook> = {
  completed: look('completed', CircleCheck, 'text-good'),
  error: look('error', CircleX, 'text-bad'),
  escalated: look('escalated', ArrowUpRight, 'text-warn'),
  max_steps: look('max_steps', StepForward, 'text-warn'),
  budget: look('budget', CircleDollarSign, 'text-warn'),
  cancelled: look('cancelled', Ban, 'text-ink-2'),
  abandoned: look('abandoned', CircleSlash, 'text-warn'),
  running: look('running', LoaderCircle, 'text-accent'),
  incomplete: look('incomplete', CircleDashed, 'text-ink-2'),
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
