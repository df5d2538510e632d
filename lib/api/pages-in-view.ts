/** Places of the first and the last row that one sees, over all pages. */
export type RowsInView = { first: number; last: number }

/** The pages behind the first one that hold rows in view. */
export function pagesInView(pages: readonly { items: readonly unknown[] }[], { first, last }: RowsInView): number[] {
  const inView: number[] = []
  let start = 0
  pages.forEach(({ items }, index) => {
    const end = start + items.length
    if (index > 0 && start <= last && end > first) inView.push(index)
    start = end
  })
  return inView
}
