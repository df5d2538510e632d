/** The keys between two of a list, both included and in either direction; one alone when the other is not there. */
export function rangeBetween(order: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(to)]
  if (a === -1 || b === -1) return [to]
  return order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
