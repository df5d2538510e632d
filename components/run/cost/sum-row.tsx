/** The last row of a table of amounts: all of them. `before`: columns that stand before the amount. */
export function SumRow({ amount, before }: { amount: string; before: number }) {
  return (
    <tr className="[&_td]:pt-1 [&_th]:pt-1">
      <th scope="row" colSpan={before} className="text-left font-medium">
        Sum
      </th>
      <td className="text-right font-medium">{amount}</td>
    </tr>
  )
}
