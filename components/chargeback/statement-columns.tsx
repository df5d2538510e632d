import Link from 'next/link'
import type { ReactNode } from 'react'
import { RunsLink } from '#components/cost/runs-link.tsx'
import { changePercent } from '#components/cost/cost-rows.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { Statement, StatementFigures } from '#lib/domain/statement.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatPercent } from '#lib/format/percent.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { formatInCurrency, formatUsdExact } from '#lib/format/usd.ts'
import { AmountText } from './amount-text.tsx'
import { hasCharges } from './has-charges.ts'
import { spreadTexts } from './spread-texts.ts'
import { costHref, figureFilter, type StatementLinks } from './statement-links.ts'
import type { StatementSort } from './statement-order.ts'
import type { StatementRow } from './statement-rows.ts'
import { TokensText } from './tokens-text.tsx'
import { hasNoPrice, hasNoTotal, unpricedText } from './unpriced.ts'

export type StatementColumn = {
  id: StatementSort
  header: string
  /** What the header means. */
  meaning: string
  /** Width, and from which width of the table on it is there. */
  className: string
  cell: (row: StatementRow, tabIndex: number) => ReactNode
}

type ColumnsInput = {
  statement: Statement
  printed: PrintedStatement
  links: StatementLinks
}

/** The figures of a row, from what was used to what is charged. */
export function statementColumns(input: ColumnsInput): readonly StatementColumn[] {
  const { statement } = input
  return [
    ...usageColumns(input),
    costColumn(input),
    ...(hasCharges(statement) ? chargeColumns(input) : []),
    totalColumn(input),
    ...(statement.currency === null ? [] : [currencyColumn(statement.currency)]),
    ...changeColumns(input),
  ]
}

function usageColumns({ statement, links }: ColumnsInput): StatementColumn[] {
  return [
    {
      id: 'runs',
      header: 'Runs',
      meaning: 'Runs that began in the period. A run of two models is in both of their lines, and once in its tenant',
      className: 'w-16 hidden @min-[640px]:block',
      cell: ({ figures }) => formatCountExact(figures?.runs ?? null),
    },
    {
      id: 'successful',
      header: 'Successful',
      meaning: 'Runs that ended completed',
      className: 'w-18 hidden @min-[900px]:block',
      cell: (row, tabIndex) => {
        const filter = row.figures?.successfulRuns === 0 ? null : figureFilter(statement, row, 'successful')
        const text = formatCountExact(row.figures?.successfulRuns ?? null)
        return filter === null ? (
          text
        ) : (
          <RunsLink href={links.runs(filter)} tabIndex={tabIndex}>
            {text}
          </RunsLink>
        )
      },
    },
    {
      id: 'tokens',
      header: 'Tokens',
      meaning: 'Input and output of all calls, by class on hover',
      className: 'w-15 hidden @min-[720px]:block',
      cell: ({ figures }) => (figures === null ? unknownText : <TokensText tokens={figures.tokens} />),
    },
    {
      id: 'unpriced',
      header: 'Unpriced',
      meaning: 'Calls without a known price, or with one in part: what is missing is in no amount',
      className: 'w-16 hidden @min-[800px]:block',
      cell: (row, tabIndex) => {
        const filter = figureFilter(statement, row, 'unpriced')
        return (
          <Unpriced figures={row.figures} href={filter === null ? undefined : links.runs(filter)} tabIndex={tabIndex} />
        )
      },
    },
  ]
}

function costColumn({ statement, printed: { decimals }, links }: ColumnsInput): StatementColumn {
  return {
    id: 'cost',
    header: 'Cost',
    meaning: 'Of calls with a known price; the runs are a click away',
    className: 'w-24 hidden @min-[520px]:block',
    cell: ({ keys, figures, printed }, tabIndex) => {
      if (figures === null) return null
      return (
        <AmountText
          units={hasNoPrice(figures) ? null : (printed.cost ?? null)}
          decimals={decimals}
          usd={hasNoPrice(figures) ? null : figures.costUsd}
          href={costHref(statement, { keys }, links)}
          note={hasNoPrice(figures) ? unpricedText(figures) : undefined}
          tabIndex={tabIndex}
        />
      )
    },
  }
}

function chargeColumns({ printed: { decimals } }: ColumnsInput): StatementColumn[] {
  return [
    {
      id: 'shared',
      header: 'Shared',
      meaning: 'Part of the shared costs',
      className: 'w-22 hidden @min-[800px]:block',
      cell: ({ charge, printed }) =>
        charge === null ? null : (
          <AmountText
            units={printed.shared ?? null}
            decimals={decimals}
            usd={charge.sharedUsd}
            note={charge.shared?.map(({ name, key, amountUsd }) => (
              <span key={name} className="block">
                {name}, {spreadTexts[key]}: {formatUsdExact(amountUsd)}
              </span>
            ))}
          />
        ),
    },
    {
      id: 'markup',
      header: 'Markup',
      meaning: 'On cost and shared costs together; below zero it is a discount',
      className: 'w-22 hidden @min-[800px]:block',
      cell: ({ charge, printed }) =>
        charge === null ? null : (
          <AmountText
            units={printed.markup ?? null}
            decimals={decimals}
            usd={charge.markupUsd}
            note={charge.markupPercent === undefined ? undefined : percentText(charge.markupPercent)}
          />
        ),
    },
  ]
}

function totalColumn({ printed: { decimals } }: ColumnsInput): StatementColumn {
  return {
    id: 'total',
    header: 'Total',
    meaning: 'Cost, shared costs and markup',
    className: 'w-26 font-medium',
    cell: ({ charge, figures, printed }) => {
      if (charge === null) return null
      const isUnknown = figures !== null && hasNoTotal(figures, charge)
      return <AmountText units={isUnknown ? null : (printed.total ?? null)} decimals={decimals} usd={charge.totalUsd} />
    },
  }
}

function currencyColumn({ code, usdRate }: NonNullable<Statement['currency']>): StatementColumn {
  return {
    id: 'currency',
    header: code,
    meaning: `The total at ${usdRate} ${code} a US dollar`,
    className: 'w-24 hidden @min-[640px]:block',
    cell: ({ charge, figures }) => {
      if (charge === null) return null
      return figures !== null && hasNoTotal(figures, charge) ? unknownText : formatInCurrency(charge.totalInCurrency)
    },
  }
}

function changeColumns({ printed: { decimals, total } }: ColumnsInput): StatementColumn[] {
  if (total.before === null) return []
  return [
    {
      id: 'before',
      header: 'Before',
      meaning: 'Cost of the period before, without shared costs and markup',
      className: 'w-24 hidden @min-[1040px]:block',
      cell: ({ charge, printed }) =>
        printed.before === undefined ? null : (
          <AmountText units={printed.before} decimals={decimals} usd={charge?.previousCostUsd} />
        ),
    },
    {
      id: 'change',
      header: 'Change',
      meaning: 'Of the cost to that of the period before',
      className: 'w-16 hidden @min-[960px]:block',
      cell: ({ charge, figures }) => (charge === null || figures === null ? null : changeText(figures, charge.previousCostUsd)), // prettier-ignore
    },
  ]
}

function Unpriced({
  figures,
  href,
  tabIndex,
}: {
  figures: StatementFigures | null
  href: string | undefined
  tabIndex: number
}) {
  // prettier-ignore
  const calls = figures === null ? 0 : figures.unpricedCalls + figures.partialCalls
  if (figures === null || calls === 0) return <span className="text-ink-3">0</span>
  return (
    <Tooltip content={unpricedText(figures)}>
      {href === undefined ? (
        <span className="text-warn">{formatCount(calls)}</span>
      ) : (
        <Link href={href} prefetch={false} tabIndex={tabIndex} className="text-warn underline-offset-3 hover:underline">
          {formatCount(calls)}
        </Link>
      )}
    </Tooltip>
  )
}

function percentText(percent: string): string {
  return `${Number(percent) > 0 ? '+' : ''}${percent.replace('-', '−')} %`
}

function changeText(figures: StatementFigures, previousUsd: string | null): string {
  if (hasNoPrice(figures)) return unknownText
  const { costUsd } = figures
  const percent = changePercent(costUsd, previousUsd)
  if (percent === null) return Number(costUsd) === 0 ? unknownText : 'new'
  return `${percent > 0 ? '+' : ''}${formatPercent(percent)}`
}
