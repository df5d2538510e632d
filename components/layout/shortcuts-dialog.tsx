'use client'

import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useShell } from './shell-context.tsx'
import { keyLabel } from './shortcut-keys.ts'
import { useIsMac } from './use-is-mac.ts'
import { useShortcutGroups } from './use-shortcuts.ts'

/** Every key that does something on this page. */
export function ShortcutsDialog() {
  const { overlay, setOverlay } = useShell()
  const groups = useShortcutGroups()
  const isMac = useIsMac()
  return (
    <Dialog
      title="Keyboard shortcuts"
      open={overlay === 'shortcuts'}
      onOpenChange={(open) => setOverlay(open ? 'shortcuts' : null)}
    >
      <div className="grid gap-5">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="pb-1 text-xs text-ink-3">{group.title}</h3>
            <dl className="divide-y">
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.label} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{shortcut.label}</dt>
                  <dd className="flex gap-1">
                    {shortcut.keys.map((key) => (
                      <Kbd key={key}>{keyLabel(key, isMac)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
