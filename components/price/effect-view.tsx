import { TableHead } from '#components/ui/table-head.tsx'
import type { EffectGroup, PriceEffect } from '#lib/domain/price-page.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { unknownText } from './price-texts.ts'

/** More are summed up in the figures above them. */
const shownGroups = 8

/** What other prices would make of the last 30 days. */
export function EffectView({ effect }: { effect: PriceEffect }) {
  const { runs, touchedRuns, calls, touchedCalls, beforeUsd, afterUsd, differenceUsd, groups, unknowns } = effect
  const isNothing = touchedRuns === 0
  return (
    <section aria-label="Effect on the last 30 days" className="grid gap-3">
      <h3 className="text-sm font-medium">Were the runs of the last 30 days priced anew</h3>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg bg-sunken p-3 narrow:grid-cols-4 [&_dt]:text-xs [&_dt]:text-ink-3">
        <Figure name="Runs touched" value={`${formatCountExact(touchedRuns)} of ${formatCountExact(runs)}`} />
        <Figure name="Calls touched" value={`${formatCountExact(touchedCalls)} of ${formatCountExact(calls)}`} />
        <Figure
          name="Cost before → after"
          value={`${money(beforeUsd)} → ${money(afterUsd)}`}
          tip={`${formatUsdExact(beforeUsd)} → ${formatUsdExact(afterUsd)}`}
        />
        <Figure name="Difference" value={signed(differenceUsd)} tip={formatUsdExact(differenceUsd)} />
      </dl>
      {effect.unpricedCallsBefore === effect.unpricedCallsAfter ? null : (
        <p className="text-sm">
          Calls without a price: {formatCountExact(effect.unpricedCallsBefore)} →{' '}
          {formatCountExact(effect.unpricedCallsAfter)}
        </p>
      )}
      {isNothing ? <p className="text-sm text-ink-2">No call of the last 30 days would cost anything else.</p> : null}
      {groups.length === 0 ? null : <Groups groups={groups.slice(0, shownGroups)} />}
      {unknowns.length === 0 ? (
        isNothing ? null : (
          <p className="text-sm text-ink-3">These amounts are exact.</p>
        )
      ) : (
        <div className="text-sm text-ink-2">
          <p className="text-warn">Not exactly known before it is done:</p>
          <ul className="list-disc pl-4">
            {unknowns.map((unknown) => (
              <li key={unknown.code}>{unknownText(unknown)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Groups({ groups }: { groups: readonly EffectGroup[] }) {
  return (
    <div className="overflow-x-auto">
      <table className="tabular w-full text-sm">
        <TableHead columns={['Model or tool', 'Calls', 'Before', 'After']} />
        <tbody>
          {groups.map(({ provider, model, tool, calls, beforeUsd, afterUsd }) => (
            <tr key={`${provider} ${model} ${tool}`}>
              <th scope="row" className="text-left font-normal wrap-anywhere">
                {tool ?? model ?? 'unnamed model'}
                {provider === null ? null : <span className="text-ink-3"> {provider}</span>}
              </th>
              <td className="pl-3 text-right">{formatCountExact(calls)}</td>
              <td className="pl-3 text-right whitespace-nowrap">{money(beforeUsd)}</td>
              <td className="pl-3 text-right whitespace-nowrap">{money(afterUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Figure({ name, value, tip }: { name: string; value: string; tip?: string }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd className="tabular font-medium wrap-anywhere" title={tip}>
        {value}
      </dd>
    </div>
  )
}

function money(usd: string | null): string {
  return usd === null ? 'unknown' : formatUsd(usd)
}

function signed(usd: string): string {
  return Number(usd) > 0 ? `+${formatUsd(usd)}` : formatUsd(usd)
}
