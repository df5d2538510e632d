import { fillingColumn, ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import type { UntaggedCosts, UntaggedField } from '#lib/domain/costs.ts'
import { untaggedOf } from '#lib/domain/query/cost-link.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'
import type { RunsHref } from './cost-links.ts'
import { dimensionTexts } from './dimension-texts.ts'
import { tagSnippets } from './tag-snippet.ts'
import { UsdText } from './usd-text.tsx'

type UntaggedTableProps = { costs: UntaggedCosts; hrefOf: RunsHref }
type Emitter = UntaggedCosts['emitters'][number]

const firstRows = 10

/** Cost that nobody can be charged for, by what sends it, and the lines that would change that. */
export function UntaggedTable({ costs, hrefOf }: UntaggedTableProps) {
  const missing = costs.fields.map(({ field }) => field)
  return (
    <div>
      <ShortTable
        title="Untagged"
        rows={costs.emitters}
        first={firstRows}
        keyOf={({ dialect, agent }) => `${dialect} ${agent}`}
        empty="Every run says its tenant, feature and task type."
        columns={columnsOf(missing, hrefOf)}
        tools={
          <span className="flex flex-wrap justify-end gap-x-3 text-sm text-ink-2">
            {costs.fields.map(({ field, costUsd }) => (
              <span key={field}>
                {dimensionTexts[field].unknown.toLowerCase()}{' '}
                <UsdText usd={costUsd} href={hrefOf({ [field]: ['-'] })} />
              </span>
            ))}
          </span>
        }
      />
      {missing.length === 0 ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-3 py-3 wide:grid-cols-3">
          {tagSnippets(missing).map(({ title, code }) => (
            <CodeBlock key={title} title={title} code={code} />
          ))}
        </div>
      )}
    </div>
  )
}

function columnsOf(missing: readonly UntaggedField[], hrefOf: RunsHref): readonly ShortColumn<Emitter>[] {
  return [
    {
      header: 'Sent by',
      className: fillingColumn,
      cell: ({ dialect, agent }) => (
        <>
          {agent ?? 'no agent'} <span className="text-sm text-ink-3">{dialect}</span>
        </>
      ),
    },
    ...missing.map((field): ShortColumn<Emitter> => ({
      header: dimensionTexts[field].unknown,
      align: 'end',
      className: 'w-px whitespace-nowrap',
      cell: (emitter) => <Missing emitter={emitter} field={field} hrefOf={hrefOf} />,
    })),
  ]
}

type MissingProps = { emitter: Emitter; field: UntaggedField; hrefOf: RunsHref }

function Missing({ emitter, field, hrefOf }: MissingProps) {
  const found = emitter.fields.find((each) => each.field === field)
  if (found === undefined) return <span className="text-ink-3">{unknownText}</span>
  return (
    <UsdText
      usd={found.costUsd}
      href={hrefOf(untaggedOf(emitter, field))}
      note={`${formatCountExact(found.runs)} runs`}
    />
  )
}
