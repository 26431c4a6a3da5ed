import { useMemo } from 'react'
import { listSites } from '#domains/people/contract.ts'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { changeList, createList, getList, type List, listLists } from '../contract.ts'
import { text } from '../text.ts'

type Filled = Pick<List, 'name' | 'supplier' | 'note' | 'siteId'> & { closed?: boolean }

/** Creates a list, or changes what people wrote about one. */
export const ListForm = ({
  edited,
  onClose,
  onCreated,
}: {
  edited: List | 'new' | undefined
  onClose: () => void
  onCreated?: (list: List) => void
}) => {
  const refresh = [listLists, getList]
  const sites = useAsk(listSites, undefined, { freshMs: 60_000 })
  const create = useDo(createList, {
    refresh,
    done: text.created,
    onDone: (list) => {
      onClose()
      onCreated?.(list)
    },
  })
  const change = useDo(changeList, { refresh, done: text.saved, onDone: onClose })
  const list = edited === 'new' ? undefined : edited
  const open = (sites.data ?? []).filter(({ id, closedAt }) => !closedAt || id === list?.siteId)
  const only = open.length === 1 ? open[0]?.id : undefined
  const values = useMemo<Partial<Filled>>(
    () =>
      edited && edited !== 'new'
        ? { ...edited, closed: edited.closedAt !== null }
        : { supplier: '', note: '', ...(only ? { siteId: only } : {}) },
    [edited, only],
  )
  const save = ({ name, supplier = '', note = '', siteId, closed = false }: Filled) => {
    const body = { name, supplier, note, siteId }
    return list
      ? change.mutateAsync({ params: { listId: list.id }, body: { ...body, closed, version: list.version } })
      : create.mutateAsync({ body })
  }
  return (
    <FormDrawer<Filled>
      open={edited !== undefined}
      title={list ? text.changeList : text.create}
      values={values}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="name" label={text.name} required />
      <TextField name="supplier" label={text.supplier} help={text.supplierHelp} />
      <SelectField
        name="siteId"
        label={text.site}
        loading={sites.isPending}
        options={open.map(({ id, name }) => ({ value: id, text: name }))}
        required
      />
      <NoteField name="note" label={text.note} max={2000} />
      {list && <SwitchField name="closed" label={text.close} help={text.closeHelp} />}
    </FormDrawer>
  )
}
