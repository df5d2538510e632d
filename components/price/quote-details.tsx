'use client'

import { classTexts, perText, sourceText, validityText } from '#components/run/cost/cost-texts.ts'
import { Popover } from '#components/ui/popover.tsx'
import type { ModelQuote } from '#lib/domain/price-page.ts'
import { quoteSummary } from './price-texts.ts'

/** What a model costs in short; a click shows every class, where the price is from and when it holds. */
export function QuoteDetails({ quote }: { quote: ModelQuote }) {
  const { source, factors, prices, hasLongContext } = quote
  const { title, detail } = sourceText(source)
  const validity = validityText(source)
  const trigger = (
    <button type="button" className="text-left underline-offset-2 hover:underline">
      <span className="tabular">{quoteSummary(quote)}</span>
      <span className="block text-sm text-ink-3">{source.kind === 'project' ? 'this project’s' : 'list price'}</span>
    </button>
  )
  return (
    <Popover label={title} trigger={trigger} className="w-80">
      <p className="font-medium wrap-anywhere">{title}</p>
      <p className="text-sm text-ink-3">
        {detail}
        {validity === null ? '' : ` · ${validity}`}
      </p>
      <table className="tabular mt-2 w-full text-sm">
        <tbody>
          {prices.map(({ class: name, priceUsd, per }) => (
            <tr key={name}>
              <th scope="row" className="text-left font-normal">
                {classTexts[name]}
              </th>
              <td className="text-right">
                ${priceUsd} <span className="text-ink-3">{perText(per)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasLongContext ? <p className="pt-1 text-sm text-ink-2">Inputs beyond some size have other prices.</p> : null}
      {factors.map(({ name, factor }) => (
        <p key={name} className="pt-1 text-sm text-ink-2">
          Less {name}: × {factor}
        </p>
      ))}
    </Popover>
  )
}
