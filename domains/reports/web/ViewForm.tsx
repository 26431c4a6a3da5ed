import { useMe } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { changeView, chooseDefaultView, listViews, saveView } from '../contract.ts'
import type { ReportCode } from '../report.ts'
import { sharings, type View } from '../shapes.ts'
import { text } from '../text.ts'
import { keptOf } from './address.ts'
import type { ReportFilters } from './report-props.ts'

type Values = { name: string; sharing: View['sharing']; isDefault: boolean }
type FormProps = {
  open: boolean
  report: ReportCode
  filters: ReportFilters
  views: readonly View[]
  onClose: () => void
}

/** Keeps the report as it is shown: over the view it was opened by, where that is one's own, else as a new one. */
export const ViewForm = ({ open, report, filters, views, onClose }: FormProps) => {
  const mayShare = useMe().scope !== 'own'
  const save = useDo(saveView, { refresh: [listViews], done: text.viewSaved })
  const change = useDo(changeView, { refresh: [listViews], done: text.viewSaved })
  const choose = useDo(chooseDefaultView, { refresh: [listViews] })
  const current = views.find(({ id, isOwn }) => id === filters.values.viewId && isOwn)
  const keep = async ({ name, sharing, isDefault }: Values) => {
    const request = keptOf(filters.values)
    const isSame = current && current.name === name
    const view = isSame
      ? await change.mutateAsync({
          params: { viewId: current.id },
          body: { name, request, sharing, version: current.version },
        })
      : await save.mutateAsync({ body: { report, name, request, sharing } })
    if (isDefault !== view.isDefault)
      await choose.mutateAsync({ params: { report }, body: { viewId: isDefault ? view.id : null } })
    filters.set({ viewId: view.id })
    onClose()
  }
  return (
    <FormDrawer<Values>
      open={open}
      title={text.saveView}
      values={{ name: current?.name ?? '', sharing: current?.sharing ?? 'own', isDefault: current?.isDefault ?? false }}
      onClose={onClose}
      onSave={keep}
    >
      <TextField name="name" label={text.viewName} required max={60} />
      {mayShare && (
        <SelectField
          name="sharing"
          label={text.sharing}
          required
          options={sharings.map((value) => ({ value, text: text.sharings[value] }))}
        />
      )}
      <SwitchField name="isDefault" label={text.useByDefault} />
    </FormDrawer>
  )
}
