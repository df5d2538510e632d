import { BookOpen, Inbox, MessagesSquare, Route, type LucideIcon } from 'lucide-react'
import { paths } from '#lib/paths.ts'

export type NavItem = {
  label: string
  icon: LucideIcon
  href: (project: string) => string
}

/** The navigation, top to bottom: a new page is one line here. */
export const navItems: readonly NavItem[] = [
  { label: 'Runs', icon: Route, href: (project) => paths.runs(project) },
  { label: 'Sessions', icon: MessagesSquare, href: (project) => paths.sessions(project) },
  { label: 'Ingest', icon: Inbox, href: (project) => paths.ingestHealth(project) },
  { label: 'API docs', icon: BookOpen, href: () => paths.apiDocs },
]
