'use client'

import { IntentLink } from './intent-link.tsx'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { UserMenuContainer } from '#components/access/profile/user-menu-container.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { paths } from '#lib/paths.ts'
import { Logo } from './logo.tsx'
import type { NavItem } from './nav-items.ts'
import { isWithin } from './page-in-project.ts'
import { useShell } from './shell-context.tsx'
import { useNavItems } from './use-nav-items.ts'
import { usePreferences } from './use-preferences.ts'

/** The navigation beside the page; html[data-nav] decides its width before the first paint. */
export function SideNav() {
  const [{ navCollapsed }, setPreferences] = usePreferences()
  return (
    <div className="nav-column hidden shrink-0 flex-col border-r bg-sunken narrow:flex">
      <NavList showTooltips={navCollapsed} />
      <UserMenuContainer place="navigation" />
      <div className="flex p-2 pt-0">
        <IconButton
          label={navCollapsed ? 'Show labels' : 'Show icons only'}
          onClick={() => setPreferences({ navCollapsed: !navCollapsed })}
        >
          {navCollapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
        </IconButton>
      </div>
    </div>
  )
}

export function NavList({ showTooltips = false, onNavigate }: { showTooltips?: boolean; onNavigate?: () => void }) {
  const { project } = useShell()
  const items = useNavItems()(project)
  const settings = items.filter(({ isSetting = false }) => isSetting)
  const group = { project, showTooltips, onNavigate }
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <IntentLink
        href={paths.runs(project)}
        onClick={onNavigate}
        className="flex h-11 shrink-0 items-center gap-2.5 px-3.5 font-semibold tracking-tight"
      >
        <Logo className="size-5 shrink-0" />
        <span className="nav-label">Tachograph</span>
      </IntentLink>
      <NavGroup items={items.filter(({ isSetting = false }) => !isSetting)} {...group} />
      {settings.length === 0 ? null : (
        <>
          <p className="nav-label truncate px-4 pt-4 pb-1 text-xs text-ink-3">Settings</p>
          <NavGroup items={settings} {...group} />
        </>
      )}
    </nav>
  )
}

type NavGroupProps = {
  items: readonly NavItem[]
  project: string
  showTooltips: boolean
  onNavigate?: () => void
}

function NavGroup({ items, project, showTooltips, onNavigate }: NavGroupProps) {
  const pathname = usePathname()
  return (
    <ul className="flex flex-col gap-px px-2 pt-1">
      {items.map((item) => {
        const href = item.href(project)
        return (
          <li key={item.label}>
            <Tooltip content={showTooltips ? item.label : null} side="right">
              <NavLink item={item} href={href} active={isWithin(pathname, href)} onClick={onNavigate} />
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}

type NavLinkProps = { item: NavItem; href: string; active: boolean; onClick?: () => void }

/** Further props come from the tooltip around it. */
function NavLink({ item, href, active, onClick, ...rest }: NavLinkProps) {
  const Icon = item.icon
  return (
    <IntentLink
      {...rest}
      href={href}
      onClick={onClick}
      aria-current={active ? 'page' : undefined}
      className={cn(
        'flex h-7 items-center gap-2.5 rounded px-2 text-ink-2 hover:bg-hover hover:text-ink',
        active && 'bg-hover font-medium text-ink',
      )}
    >
      <Icon aria-hidden className={cn('size-4 shrink-0', active ? 'text-accent' : 'text-ink-3')} />
      <span className="nav-label">{item.label}</span>
    </IntentLink>
  )
}
