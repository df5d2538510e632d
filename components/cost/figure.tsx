import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatPercent } from '#lib/format/percent.ts'

type FigureProps = {
  label: string
  value: string
  /** Every digit, on hover. */
  exact: string | null
  /** In per cent; null where there is nothing to compare with. */
  change?: number | null
  isWarning?: boolean
  href?: string | undefined
  /** What stands below it. */
  children: ReactNode
}

/** One figure of a strip of them, which is a `dl`. */
export function Figure({ label, value, exact, change = null, isWarning = false, href, children }: FigureProps) {
  const classes = cn('tabular text-lg font-medium whitespace-nowrap', isWarning && 'text-warn')
  return (
    <div className="min-w-0 bg-canvas px-3 py-2">
      <dt className="truncate text-sm text-ink-3">{label}</dt>
      <dd>
        <div className="flex items-baseline gap-2">
          <Tooltip content={exact}>
            {href === undefined ? (
              <span className={classes}>{value}</span>
            ) : (
              <Link href={href} prefetch={false} className={cn(classes, 'underline-offset-3 hover:underline')}>
                {value}
              </Link>
            )}
          </Tooltip>
          {change === null ? null : (
            <span className="tabular truncate text-sm text-ink-2">
              {change > 0 ? '+' : ''}
              {formatPercent(change)}
              <span className="sr-only"> to the period before</span>
            </span>
          )}
        </div>
        <div className="tabular text-sm text-ink-3">{children}</div>
      </dd>
    </div>
  )
}
