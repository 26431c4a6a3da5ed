import {
  CopyOutlined,
  DeleteOutlined,
  DesktopOutlined,
  EditOutlined,
  LinkOutlined,
  PlusOutlined,
} from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, InputNumber, Space } from 'antd'
import { useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import {
  addWallboard,
  dropWallboard,
  listWallboards,
  listWallLinks,
  makeWallLink,
  revokeWallLink,
} from '../contract.ts'
import { text } from '../text.ts'
import { firstPages } from '../wall.ts'
import type { Wallboard, WallLink } from '../wall-shapes.ts'
import style from './boards.module.css'
import { placeOf, usePlaces } from './wall-places.ts'

const stateOf = ({ revokedAt, until }: WallLink) => {
  if (revokedAt) return { tone: 'quiet', text: text.revoked } as const
  return Date.parse(until) < Date.now()
    ? ({ tone: 'warn', text: text.expired } as const)
    : ({ tone: 'ok', text: text.valid } as const)
}

const MadeLink = ({ path }: { path: string }) => {
  const say = useWords()
  const { message } = App.useApp()
  const address = `${location.origin}${path}`
  return (
    <Alert
      type="success"
      showIcon
      title={say(text.linkMade)}
      description={
        <Space.Compact style={{ width: '100%' }}>
          <Input readOnly value={address} aria-label={say(text.links)} onFocus={({ target }) => target.select()} />
          <Button
            icon={<CopyOutlined />}
            onClick={() => void navigator.clipboard?.writeText(address).then(() => message.success(say(text.copied)))}
          >
            {say(text.copy)}
          </Button>
        </Space.Compact>
      }
    />
  )
}

const NewLink = ({ wallboardId, onMade }: { wallboardId: string; onMade: (path: string) => void }) => {
  const say = useWords()
  const make = useDo(makeWallLink, { refresh: [listWallLinks], onDone: ({ path }) => onMade(path) })
  const [form] = Form.useForm<{ label: string; days: number }>()
  return (
    <Form
      form={form}
      layout="inline"
      initialValues={{ days: 180 }}
      onFinish={(filled) => {
        make.mutate({ params: { wallboardId }, body: filled })
        form.resetFields()
      }}
    >
      <Form.Item
        name="label"
        label={say(text.label)}
        rules={[{ required: true, whitespace: true, message: say(text.label) }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="days" label={say(text.days)} rules={[{ required: true, message: say(text.days) }]}>
        <InputNumber controls={false} min={1} max={366} precision={0} />
      </Form.Item>
      <Button type="primary" htmlType="submit" icon={<PlusOutlined />} loading={make.isPending}>
        {say(text.makeLink)}
      </Button>
    </Form>
  )
}

const Links = ({ wallboard }: { wallboard: Wallboard }) => {
  const say = useWords()
  const confirm = useConfirm()
  const [made, setMade] = useState<string>()
  const asked = useAsk(listWallLinks, { params: { wallboardId: wallboard.id } }, { everyMs: 30_000 })
  const revoke = useDo(revokeWallLink, { refresh: [listWallLinks], done: text.revoked })
  const take = async ({ id, label }: WallLink) => {
    const sure = await confirm({ title: say(text.revokeConfirm, { label }), action: text.revoke, danger: true })
    if (sure) revoke.mutate({ params: { wallboardId: wallboard.id, linkId: id } })
  }
  const columns: Column<WallLink>[] = [
    { key: 'label', title: text.label, show: ({ label }) => label, width: 150, cut: true },
    { key: 'state', title: text.state, show: (link) => <StateTag {...stateOf(link)} />, width: 90 },
    { key: 'until', title: text.until, show: ({ until }) => <Moment at={until} grain="day" />, width: 120 },
    {
      key: 'seen',
      title: text.lastSeen,
      show: ({ lastSeenAt }) => (lastSeenAt ? <Moment at={lastSeenAt} /> : say(text.neverSeen)),
      width: 150,
    },
    { key: 'by', title: text.madeBy, show: ({ madeByName }) => madeByName, width: 90 },
    {
      key: 'act',
      title: text.revoke,
      show: (link) => (
        <Button size="small" disabled={link.revokedAt !== null} onClick={() => void take(link)}>
          {say(text.revoke)}
        </Button>
      ),
      width: 90,
    },
  ]
  return (
    <div className={style.stack}>
      <p className={style.formula}>{say(text.linksHelp)}</p>
      <NewLink wallboardId={wallboard.id} onMade={setMade} />
      {made && <MadeLink path={made} />}
      <DataTable
        name="wallLinks"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noLinks }}
      />
    </div>
  )
}

type NewWall = { title: string; place: string }
const AddWall = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const navigate = useNavigate()
  const places = usePlaces()
  const add = useDo(addWallboard, {
    refresh: [listWallboards],
    onDone: ({ id }) => {
      onClose()
      void navigate({ to: '/wallboards/$wallboardId' as string, params: { wallboardId: id } as never })
    },
  })
  return (
    <FormDrawer<NewWall>
      open={open}
      title={text.addWall}
      action={text.addWall}
      onClose={onClose}
      onSave={({ title, place }) =>
        add.mutateAsync({
          body: { title, ...placeOf(place), pages: firstPages.map(({ widgets }) => ({ widgets: [...widgets] })) },
        })
      }
    >
      <TextField name="title" label={text.title} required max={60} />
      <SelectField name="place" label={text.place} required options={places} />
    </FormDrawer>
  )
}

/** Everything that hangs on the walls: show it, shape it, give it to a television. */
export const WallListPage = () => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const adding = useDrawer()
  const links = useDrawer<Wallboard>()
  const asked = useAsk(listWallboards, undefined)
  const drop = useDo(dropWallboard, { refresh: [listWallboards], done: text.dropped })
  const take = async ({ id, title }: Wallboard) => {
    if (await confirm({ title: say(text.dropConfirm, { title }), action: text.drop, danger: true }))
      drop.mutate({ params: { wallboardId: id } })
  }
  const columns: Column<Wallboard>[] = [
    {
      key: 'title',
      title: text.title,
      show: ({ id, title }) => (
        <a href={`/wallboards/${id}/wall`} target="_blank" rel="noreferrer">
          <DesktopOutlined aria-hidden="true" /> {title}
        </a>
      ),
      width: 240,
    },
    { key: 'place', title: text.place, show: ({ siteName, teamName }) => teamName ?? siteName, width: 160 },
    { key: 'pages', title: text.pages, show: ({ pages }) => pages.length, number: true, width: 80 },
    { key: 'changed', title: text.changedAt, show: ({ changedAt }) => <Moment at={changedAt} />, width: 170 },
    {
      key: 'act',
      title: text.edit,
      width: 300,
      show: (wallboard) => (
        <Space size={4}>
          {may(addWallboard) && (
            <Link to={'/wallboards/$wallboardId' as string} params={{ wallboardId: wallboard.id } as never}>
              <Button size="small" icon={<EditOutlined />}>
                {say(text.edit)}
              </Button>
            </Link>
          )}
          {may(makeWallLink) && (
            <Button size="small" icon={<LinkOutlined />} onClick={() => links.show(wallboard)}>
              {say(text.links)}
            </Button>
          )}
          {may(dropWallboard) && (
            <Button
              size="small"
              icon={<DeleteOutlined />}
              aria-label={say(text.drop)}
              onClick={() => void take(wallboard)}
            />
          )}
        </Space>
      ),
    },
  ]
  return (
    <PageFrame
      title={text.walls}
      help={text.wallsHelp}
      actions={
        may(addWallboard) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => adding.show()}>
            {say(text.addWall)}
          </Button>
        )
      }
    >
      <Sheet flush>
        <DataTable
          name="wallboards"
          asked={asked}
          columns={may(addWallboard) || may(makeWallLink) ? columns : columns.filter(({ key }) => key !== 'act')}
          rowKey={({ id }) => id}
          empty={{ words: text.noWalls, next: <span>{say(text.noWallsHelp)}</span> }}
        />
      </Sheet>
      {may(addWallboard) && <AddWall open={adding.open} onClose={adding.close} />}
      <DetailDrawer
        open={links.open}
        width={760}
        title={links.shown ? `${say(text.links)} · ${links.shown.title}` : text.links}
        onClose={links.close}
      >
        {links.shown && <Links wallboard={links.shown} />}
      </DetailDrawer>
    </PageFrame>
  )
}
