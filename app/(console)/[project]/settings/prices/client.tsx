'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { History, Plus, RefreshCw } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useEffect, useState } from 'react'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { useMay } from '#components/access/use-may.ts'
import { DerivationBar } from '#components/derivation/derivation-bar.tsx'
import { useDerivation } from '#components/derivation/use-derivation.ts'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { newPriceId } from '#components/price/new-price-id.ts'
import { emptyDraft } from '#components/price/price-draft.ts'
import { PriceDialogContainer, type PriceTask } from '#components/price/price-dialog-container.tsx'
import { PriceTables } from '#components/price/price-tables.tsx'
import { VersionsDialogContainer } from '#components/price/versions-dialog-container.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { derivationCancel } from '#lib/api/derivation.ts'
import { priceQueries } from '#lib/api/prices.ts'
import { isUnderWay } from '#lib/domain/derivation.ts'
import { pricesParams } from './search-params.ts'

const tickMs = 30_000

/** What calls cost in this project: models with their price, the project's own prices, pricing stored runs anew. */
export function PricesClient({ project }: { project: string }) {
  const page = useQuery(priceQueries.page(project))
  const [{ add, model, provider }, setParams] = useQueryStates(pricesParams)
  const [task, setTask] = useState<PriceTask | null>(null)
  const [hasVersions, setVersions] = useState(false)
  // A price that is added twice would be one: each opening has an id of its own.
  const [newId, setNewId] = useState(newPriceId)
  const mayChange = useMay()(project, 'price:write')
  const nowMs = useNow(tickMs)
  const repricing = useRepricing(project)
  const cancel = useMutation(derivationCancel(project, 'repricing'))
  const addOne = () => void setParams({ add: true })
  const asked: PriceTask | null = add
    ? { kind: 'edit', isNew: true, draft: emptyDraft(newId, { pattern: model, provider }) }
    : task
  const close = () => {
    setTask(null)
    setNewId(newPriceId())
    void setParams({ add: null, model: null, provider: null })
  }
  useShortcuts('Prices', mayChange ? [{ keys: ['n'], label: 'Add a price', run: addOne }] : [])

  return (
    <>
      <TopBar
        title="Prices"
        actions={
          page.data === undefined ? null : (
            <>
              <Button onClick={() => setVersions(true)}>
                <History />
                <span className="max-narrow:sr-only">Versions</span>
              </Button>
              {mayChange ? (
                <>
                  <Button
                    disabled={isUnderWay(repricing)}
                    onClick={() => setTask({ kind: 'reprice', hasSaved: false })}
                    className="max-narrow:hidden"
                  >
                    <RefreshCw /> Price runs anew
                  </Button>
                  <Button variant="primary" onClick={addOne}>
                    <Plus />
                    <span>
                      Add<span className="max-narrow:sr-only"> a price</span>
                    </span>
                  </Button>
                </>
              ) : null}
            </>
          )
        }
      />
      {page.data !== undefined ? (
        <ScrollArea label="Prices" className="flex-1 pb-6">
          {repricing === null ? null : (
            <DerivationBar
              kind="repricing"
              derivation={repricing}
              mayChange={mayChange}
              busy={cancel.isPending}
              onCancel={() => cancel.mutate()}
            />
          )}
          <PriceTables project={project} page={page.data} mayChange={mayChange} onTask={setTask} />
        </ScrollArea>
      ) : page.isError ? (
        <ListError what="Prices" error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <SettingsLoading what="prices" />
      )}
      {asked === null || page.data === undefined || !mayChange ? null : (
        <PriceDialogContainer project={project} current={page.data.current} task={asked} onClose={close} />
      )}
      {hasVersions && page.data !== undefined ? (
        <VersionsDialogContainer
          project={project}
          nowMs={nowMs}
          onRestore={
            mayChange
              ? ({ version, table }) => {
                  setVersions(false)
                  const reason = `as in version ${version}`
                  setTask({
                    kind: 'save',
                    title: `Restore version ${version}`,
                    change: { kind: 'restore', table },
                    reason,
                  })
                }
              : null
          }
          onClose={() => setVersions(false)}
        />
      ) : null}
    </>
  )
}

/** When runs have got other prices, what is said of models is asked for again too. */
function useRepricing(project: string) {
  const client = useQueryClient()
  const repricing = useDerivation(project, 'repricing')
  const state = repricing?.state
  useEffect(() => {
    if (state === 'finished') void client.invalidateQueries({ queryKey: priceQueries.page(project).queryKey })
  }, [client, project, state])
  return repricing
}
