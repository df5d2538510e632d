import { paths } from '#lib/paths.ts'
import type { NavItem } from './nav-items.ts'

type Move = {
  pathname: string
  from: string
  to: string
  /** Pages that may be opened in the other project. */
  items: readonly Pick<NavItem, 'href'>[]
}

/** The page of the same kind in another project. One run or session is in this project only: there its list opens. */
export function pageInProject({ pathname, from, to, items }: Move): string {
  const same = items.find(({ href }) => href(from) !== href(to) && isWithin(pathname, href(from)))
  return same?.href(to) ?? paths.runs(to)
}

export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
