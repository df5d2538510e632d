'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { KeyDialogContainer, type ChosenKey, type KeyTask } from '#components/access/keys/key-dialog-container.tsx'
import { NoKeys } from '#components/access/keys/no-keys.tsx'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { KeyTables } from '#components/access/keys/key-tables.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { openParam } from '#components/layout/open-param.ts'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { keyQueries } from '#lib/api/keys.ts'

const tickMs = 10_000
/** Keys are used and end while one looks. */
const refreshMs = 30_000

/** The API keys of a project: what works, since when, for what. */
export function KeysClient({ project }: { project: string }) {
  const keys = useQuery({ ...keyQueries.list(project), refetchInterval: refreshMs })
  const [isMaking, setMaking] = useQueryState('make', openParam)
  const [item, setItem] = useState<ChosenKey | null>(null)
  const nowMs = useNow(tickMs)
  const make = () => void setMaking(true)
  const task: KeyTask | null = isMaking ? { kind: 'create' } : item
  const close = () => {
    setItem(null)
    void setMaking(false)
  }
  useShortcuts('API keys', [{ keys: ['n'], label: 'Make a key', run: make }])
  const items = keys.data?.items

  return (
    <>
      <TopBar
        title="API keys"
        actions={
          items === undefined ? null : (
            <Button variant="primary" onClick={make}>
              <Plus /> Make a key
            </Button>
          )
        }
      />
      {items !== undefined ? (
        <ScrollArea label="API keys" className="flex-1 pb-6">
          {items.length === 0 ? (
            <NoKeys
              action={
                <Button variant="primary" onClick={make}>
                  Make the first key
                </Button>
              }
            />
          ) : (
            <KeyTables
              keys={items}
              nowMs={nowMs}
              onRotate={(key) => setItem({ kind: 'rotate', key })}
              onRevoke={(key) => setItem({ kind: 'revoke', key })}
            />
          )}
        </ScrollArea>
      ) : keys.isError ? (
        <ListError what="Keys" error={keys.error} onRetry={() => void keys.refetch()} />
      ) : (
        <SettingsLoading what="keys" />
      )}
      {task === null ? null : <KeyDialogContainer project={project} task={task} onClose={close} />}
    </>
  )
}
