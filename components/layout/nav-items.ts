import {
  BookOpen,
  CircleDollarSign,
  Coins,
  Gauge,
  History,
  Inbox,
  KeyRound,
  MessagesSquare,
  ReceiptText,
  Route,
  Tags,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { Action } from '#lib/domain/access/can.ts'
import { paths } from '#lib/paths.ts'

export type NavItem = {
  label: string
  icon: LucideIcon
  href: (project: string) => string
  /** Pressed after `g` it goes there. */
  key?: string
  /** What else one may look for. */
  keywords?: string
  /** Under the heading of the settings. */
  isSetting?: boolean
  /** What the page is no use without; everybody may open the others. */
  action?: Action
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
    label: 'Costs',
    icon: Coins,
    href: (project) => paths.costs(project),
    key: 'c',
    keywords: 'money spend usd tenant model cache waste',
  },
  {
    label: 'Chargeback',
    icon: ReceiptText,
    href: (project) => paths.chargeback(project),
    key: 'w',
    keywords: 'statement bill invoice tenant who pays month finance',
    action: 'statement:read',
  },
  {
    label: 'Budgets',
    icon: Gauge,
    href: (project) => paths.budgets(project),
    key: 'b',
    keywords: 'money limit forecast burn down month',
    action: 'budget:read',
  },
  {
    label: 'Ingest',
    icon: Inbox,
    href: (project) => paths.ingestHealth(project),
    key: 'i',
    keywords: 'health refused lag',
  },
  { label: 'API docs', icon: BookOpen, href: () => paths.apiDocs, keywords: 'openapi json' },
  {
    label: 'Members',
    icon: Users,
    href: (project) => paths.members(project),
    key: 'm',
    keywords: 'settings people invite roles',
    isSetting: true,
    action: 'member:read',
  },
  {
    label: 'API keys',
    icon: KeyRound,
    href: (project) => paths.keys(project),
    key: 'k',
    keywords: 'settings tokens secrets',
    isSetting: true,
    action: 'key:read',
  },
  {
    label: 'Attribution',
    icon: Tags,
    href: (project) => paths.attribution(project),
    key: 'a',
    keywords: 'settings tenant feature task type user tags rules who pays',
    isSetting: true,
    action: 'attribution:read',
  },
  {
    label: 'Prices',
    icon: CircleDollarSign,
    href: (project) => paths.prices(project),
    key: 'p',
    keywords: 'settings cost models discount reprice',
    isSetting: true,
    action: 'price:read',
  },
  {
    label: 'History',
    icon: History,
    href: (project) => paths.history(project),
    key: 'h',
    keywords: 'settings audit changes log who',
    isSetting: true,
    action: 'history:read',
  },
]
