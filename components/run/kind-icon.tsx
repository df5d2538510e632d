import {
  ArrowRightLeft,
  Binary,
  Bot,
  ChevronRight,
  Circle,
  Gauge,
  Hourglass,
  ListOrdered,
  Search,
  ShieldCheck,
  Sparkles,
  Workflow,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import type { SpanKind } from '#lib/domain/span.ts'
import { cn } from '#components/ui/cn.ts'

type KindLook = {
  /** What a person calls it. */
  label: string
  icon: LucideIcon
  /** Tailwind classes of the kind's colour token, for text and icons, for bars, and for quiet surfaces. */
  text: string
  bar: string
  soft: string
}

/** One colour and one icon per kind, the same in tree, timeline, graph, charts and legends. */
export const kindLooks: Record<SpanKind, KindLook> = {
  workflow: {
    label: 'Workflow',
    icon: Workflow,
    text: 'text-kind-workflow',
    bar: 'bg-kind-workflow',
    soft: 'bg-kind-workflow/10',
  },
  agent: { label: 'Agent', icon: Bot, text: 'text-kind-agent', bar: 'bg-kind-agent', soft: 'bg-kind-agent/10' },
  llm: { label: 'LLM call', icon: Sparkles, text: 'text-kind-llm', bar: 'bg-kind-llm', soft: 'bg-kind-llm/10' },
  tool: { label: 'Tool', icon: Wrench, text: 'text-kind-tool', bar: 'bg-kind-tool', soft: 'bg-kind-tool/10' },
  retrieval: {
    label: 'Retrieval',
    icon: Search,
    text: 'text-kind-retrieval',
    bar: 'bg-kind-retrieval',
    soft: 'bg-kind-retrieval/10',
  },
  embedding: {
    label: 'Embedding',
    icon: Binary,
    text: 'text-kind-embedding',
    bar: 'bg-kind-embedding',
    soft: 'bg-kind-embedding/10',
  },
  rerank: {
    label: 'Rerank',
    icon: ListOrdered,
    text: 'text-kind-rerank',
    bar: 'bg-kind-rerank',
    soft: 'bg-kind-rerank/10',
  },
  guardrail: {
    label: 'Guardrail',
    icon: ShieldCheck,
    text: 'text-kind-guardrail',
    bar: 'bg-kind-guardrail',
    soft: 'bg-kind-guardrail/10',
  },
  evaluator: {
    label: 'Evaluator',
    icon: Gauge,
    text: 'text-kind-evaluator',
    bar: 'bg-kind-evaluator',
    soft: 'bg-kind-evaluator/10',
  },
  handoff: {
    label: 'Hand-off',
    icon: ArrowRightLeft,
    text: 'text-kind-handoff',
    bar: 'bg-kind-handoff',
    soft: 'bg-kind-handoff/10',
  },
  wait: { label: 'Wait', icon: Hourglass, text: 'text-kind-wait', bar: 'hatch', soft: 'bg-kind-wait/10' },
  step: { label: 'Step', icon: ChevronRight, text: 'text-kind-step', bar: 'bg-kind-step', soft: 'bg-kind-step/10' },
  plain: { label: 'Span', icon: Circle, text: 'text-kind-plain', bar: 'bg-kind-plain', soft: 'bg-kind-plain/10' },
}

type KindIconProps = {
  kind: SpanKind
  /** A red mark on the kind's colour. */
  failed?: boolean
  /** Leave out where the kind's name stands beside the icon. */
  named?: boolean
  className?: string
}

export function KindIcon({ kind, failed = false, named = true, className }: KindIconProps) {
  const look = kindLooks[kind]
  const Icon = look.icon
  const label = failed ? `${look.label}, failed` : look.label
  return (
    <span className="relative inline-flex shrink-0" {...(named ? { role: 'img', 'aria-label': label } : {})}>
      <Icon aria-hidden className={cn('size-3.5', look.text, className)} />
      {failed ? (
        <span className="absolute -right-0.5 -bottom-0.5 size-1.5 rounded-full bg-bad ring-1 ring-surface" />
      ) : null}
    </span>
  )
}
