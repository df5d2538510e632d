'use client'

import Link from 'next/link'
import { useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { usePopoverPath } from '#components/ui/popover-place.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { usdColumn } from '#lib/format/usd.ts'
import { firstRows, type RestRows } from '#lib/run-view/first-rows.ts'

export type AmountRow = {
  key: string
  name: string
  note: string | null
  costUsd: string | null
  /** Only a part of it is known. */
  isPartial?: boolean
  /** Where it is to be read: a page, or a place of this one. */
  way: string | (() => void)
  /** Explains its amount. */
  onAsk: () => void
}

type AmountListProps = {
  title: string
  rows: readonly AmountRow[]
  /** What a row is, and several of them. */
  nouns: readonly [string, string]
  /** Rows that are not at hand, and where they are to be found. */
  beyond?: RestRows & { href: string }
  /** Whether what is not shown is told: a list of the most expensive need not add up. */
  isWhole?: boolean
}

const firstCount = 8
const moreCount = 50

/** What an amount is made of, row by row: each leads to what it is of, and its amount to a card of its own. */
export function AmountList({ title, rows, nouns, beyond, isWhole = true }: AmountListProps) {
  const [count, setCount] = useState(firstCount)
  const { shown, hidden, rest: behind } = firstRows(rows, count, beyond)
  const rest = isWhole ? behind : null
  const exact = usdColumn([...shown.map(({ costUsd }) => costUsd), rest?.costUsd ?? null])
  return (
    <section aria-label={title} className="border-b px-3 py-2 text-sm">
      <h3 className="pb-0.5 text-xs text-ink-3">{title}</h3>
      <ul
        data-stars={shown.some(({ isPartial }) => isPartial)}
        className="group/amounts -mx-1 grid grid-cols-[minmax(0,1fr)_auto_auto] gap-x-2"
      >
        {shown.map((row) => (
          <ListedAmount key={row.key} row={row} exact={exact} />
        ))}
        {rest === null ? null : (
          <li className={rowClasses}>
            <RestName
              text={`${formatCountExact(rest.count)} more ${nouns[rest.count === 1 ? 0 : 1]}`}
              href={hidden === 0 ? beyond?.href : undefined}
              onMore={() => setCount(count + moreCount)}
            />
            <Amount costUsd={rest.costUsd} exact={exact} />
          </li>
        )}
      </ul>
    </section>
  )
}

const rowClasses = 'col-span-3 grid grid-cols-subgrid items-baseline rounded-sm px-1'

type RestNameProps = { text: string; href: string | undefined; onMore: () => void }

/** Rows that are at hand are shown here, others where they are. */
function RestName({ text, href, onMore }: RestNameProps) {
  const { close } = usePopoverPath()
  const classes = 'col-span-2 justify-self-start text-accent hover:underline'
  return href === undefined ? (
    <button type="button" onClick={onMore} className={classes}>
      {text}
    </button>
  ) : (
    <Link href={href} prefetch={false} onClick={close} className={classes}>
      {text}
    </Link>
  )
}

type ExactUsd = (usd: string) => string

function ListedAmount({ row, exact }: { row: AmountRow; exact: ExactUsd }) {
  const { close } = usePopoverPath()
  const { name, note, costUsd, isPartial, way, onAsk } = row
  const classes = 'truncate text-left underline-offset-2 hover:underline'
  return (
    <li className={cn(rowClasses, 'hover:bg-hover')}>
      {typeof way === 'string' ? (
        <Link href={way} prefetch={false} onClick={close} className={classes}>
          {name}
        </Link>
      ) : (
        <button type="button" onClick={way} className={classes}>
          {name}
        </button>
      )}
      <span className="tabular text-ink-3">{note}</span>
      <button
        type="button"
        title={`How the cost of ${name} came about`}
        onClick={onAsk}
        className="cursor-pointer rounded-sm text-right decoration-dotted underline-offset-2 hover:underline"
      >
        <Amount costUsd={costUsd} exact={exact} isPartial={isPartial} />
      </button>
    </li>
  )
}

type AmountProps = { costUsd: string | null; exact: ExactUsd; isPartial?: boolean }

/** Stars have a place of their own where there are any, so that digits stand below digits. */
function Amount({ costUsd, exact, isPartial = false }: AmountProps) {
  return (
    <span className="tabular block text-right whitespace-nowrap">
      {costUsd === null ? <span className="text-ink-3">unknown</span> : exact(costUsd)}
      <span className="w-2 text-left group-data-[stars=true]/amounts:inline-block">{isPartial ? '*' : null}</span>
    </span>
  )
}
