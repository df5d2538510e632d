'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#components/access/use-may.ts'
import { toast } from '#components/ui/toaster.tsx'
import { viewChange, viewQueries } from '#lib/api/views.ts'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import type { RunListState, RunView } from '#lib/domain/run-view.ts'
import { RenameViewDialog, SaveViewDialog } from './save-view-dialog.tsx'
import { builtInViews, filterToSave, isModified, savedView, type ListView } from './list-view.ts'
import { ViewsMenu } from './views-menu.tsx'

type ViewsMenuContainerProps = {
  project: string
  filter: RunListState
  /** The view that the list follows; null shows what no view says. */
  view: ListView | null
  columns: ListColumns
  areColumnsChanged: boolean
  hrefOf: (view: ListView) => string
  /** The list follows this view from now on, as it is: the filter was saved with it. */
  onFollow: (viewId: string | null) => void
  /** The filter and columns of the view again. */
  onRevert: (view: ListView) => void
  /** What was arranged in this browser is part of the view now. */
  onColumnsSaved: () => void
}

/** The views of the runs list: to choose from, and to save, change, name and delete. */
export function ViewsMenuContainer(props: ViewsMenuContainerProps) {
  const { project, filter, view, columns, areColumnsChanged, hrefOf, onFollow, onRevert, onColumnsSaved } = props
  const saved = useQuery(viewQueries.list(project))
  const { mutateAsync } = useMutation(viewChange(project))
  const [dialog, setDialog] = useState<'save' | 'rename' | null>(null)

  const report = (error: unknown) => {
    toast.error(error instanceof Error ? error.message : 'The view could not be changed.')
  }
  const update = (own: RunView, change: Partial<Pick<RunView, 'name' | 'filter' | 'columns'>>) => {
    const { viewId, name, filter: stored, columns: storedColumns, version } = own
    const input = { name, filter: stored, columns: storedColumns, expectedVersion: version, ...change }
    return mutateAsync({ type: 'update', viewId, input })
  }
  const saveChanges = async (own: RunView) => {
    await update(own, {
      filter: filterToSave(savedView(own), filter),
      columns: own.columns === null ? null : columns,
    })
    onColumnsSaved()
    toast(`Saved “${own.name}”.`)
  }
  const remove = async ({ viewId, name, version }: RunView) => {
    const deleted = await mutateAsync({ type: 'delete', viewId, input: { expectedVersion: version } })
    onFollow(null)
    const undo = () => void update(deleted, {}).catch(report)
    toast(`Deleted the view “${name}”.`, { duration: 10_000, action: { label: 'Undo', onClick: undo } })
  }
  const create = async (name: string, kept: RunListState, withColumns: boolean) => {
    const input = { name, filter: kept, columns: withColumns ? columns : null }
    const created = await mutateAsync({ type: 'create', input })
    onFollow(created.viewId)
    setDialog(null)
  }

  // Whoever may not change views still follows them.
  const mayWrite = useMay()(project, 'view:write')
  const own = mayWrite ? (view?.saved ?? null) : null
  return (
    <>
      <ViewsMenu
        builtIn={builtInViews}
        saved={(saved.data?.items ?? []).map(savedView)}
        loadingFailed={saved.isError}
        view={view}
        modified={view !== null && isModified(view, filter, columns)}
        hrefOf={hrefOf}
        onSaveAs={mayWrite ? () => setDialog('save') : null}
        onSaveChanges={own && (() => void saveChanges(own).catch(report))}
        onRename={own && (() => setDialog('rename'))}
        onDelete={own && (() => void remove(own).catch(report))}
        onRevert={() => view !== null && onRevert(view)}
      />
      <SaveViewDialog
        open={dialog === 'save'}
        onOpenChange={(open) => setDialog(open ? 'save' : null)}
        filter={filter}
        columnsAtFirst={areColumnsChanged}
        onSave={(name, kept, withColumns) => create(name, kept, withColumns)}
      />
      {own === null ? null : (
        <RenameViewDialog
          key={own.viewId}
          name={own.name}
          open={dialog === 'rename'}
          onOpenChange={(open) => setDialog(open ? 'rename' : null)}
          onRename={async (name) => {
            await update(own, { name })
            setDialog(null)
          }}
        />
      )}
    </>
  )
}
