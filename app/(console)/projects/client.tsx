'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { FolderClosed, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { openParam } from '#components/layout/open-param.ts'
import { PlainFrame } from '#components/layout/plain-frame.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { NewProjectDialog } from '#components/access/projects/new-project-dialog.tsx'
import { ProjectTable, type OpenProject } from '#components/access/projects/project-table.tsx'
import { RenameProjectDialog } from '#components/access/projects/rename-project-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { meQueries } from '#lib/api/me.ts'
import { projectChange, projectQueries } from '#lib/api/projects.ts'
import { paths } from '#lib/paths.ts'

/** Every project that is open to whoever reads. */
export function ProjectsClient() {
  const router = useRouter()
  const [creating, setCreating] = useQueryState('make', openParam)
  const [renamed, setRenamed] = useState<OpenProject | null>(null)
  const me = useQuery(meQueries.me())
  const list = useQuery(projectQueries.list())
  const change = useMutation(projectChange())
  // Where nobody signs in, whoever is there owns the place.
  const mayCreate = me.data !== undefined && (me.data.person === null || me.data.person.isOwner)
  const projects = (list.data?.items ?? []).map((project) => ({
    ...project,
    role: me.data?.projects.find((each) => each.project === project.project)?.role ?? null,
  }))
  const form = { busy: change.isPending, error: change.error?.message ?? null }
  const close = () => {
    void setCreating(false)
    setRenamed(null)
    change.reset()
  }

  return (
    <PlainFrame
      title="Projects"
      actions={
        mayCreate ? (
          <Button variant="primary" onClick={() => void setCreating(true)}>
            <Plus /> New project
          </Button>
        ) : null
      }
    >
      {list.isError && !list.data ? (
        <ListError what="Projects" error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data && projects.length === 0 ? (
        <NoProjects />
      ) : (
        <ScrollArea label="Projects" className="flex-1 pb-4">
          <ProjectTable projects={projects} onRename={setRenamed} />
          {mayCreate ? null : (
            <p className="px-3 pt-3 text-sm text-ink-2">New projects are made by the owner of this installation.</p>
          )}
        </ScrollArea>
      )}
      <NewProjectDialog
        {...form}
        open={creating && mayCreate}
        onClose={close}
        onCreate={(input) =>
          change.mutate({ type: 'create', input }, { onSuccess: ({ project }) => router.push(paths.runs(project)) })
        }
      />
      <RenameProjectDialog
        {...form}
        project={renamed}
        onClose={close}
        onRename={({ project, version: expectedVersion }, name) =>
          change.mutate({ type: 'rename', project, input: { name, expectedVersion } }, { onSuccess: close })
        }
      />
    </PlainFrame>
  )
}

function NoProjects() {
  return (
    <EmptyState icon={<FolderClosed aria-hidden />} title="No project is open to you">
      Ask an admin of a project for an invitation: its link adds the project here.
    </EmptyState>
  )
}
