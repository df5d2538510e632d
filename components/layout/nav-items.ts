import { BookOpen, Inbox, MessagesSquare, Route, type LucideIcon } from 'lucide-react'
import { paths } from '#lib/paths.ts'

export type NavItem = {
  label: string
  icon: LucideIcon
  href: (project: string) => string
  /** Pressed after `g` it goes there. */
  key?: string
  /** What else one may look for. */
  keywords?: string
}

/** The navigation, top to bottom: a new page is one line here. */
export const navItems: readonly NavItem[] = [
  { label: 'Runs', icon: Route, href: (project) => paths.runs(project), key: 'r', keywords: 'traces list' },
  {
    label: 'Sessions',
    icon: MessagesSquare,
    href: (project) => paths.sessions(project),
    key: 's',
    keywords: 'conversations turns',
  },
  {
    label: 'Ingest',
    icon: Inbox,
    href: (project) => paths.ingestHealth(project),
    key: 'i',
    keywords: 'health refused lag',
  },
  { label: 'API docs', icon: BookOpen, href: () => paths.apiDocs, keywords: 'openapi json' },
]
