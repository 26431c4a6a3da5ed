import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, type FormRule, Space } from 'antd'
import { PromptChoice, PromptShown } from '#domains/telephony/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, TextField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Words } from '#web/ui/Values.tsx'
import {
  addSeller,
  changeSeller,
  listSellers,
  refusals,
  removeSeller,
  type Seller,
  type SellerForm,
} from '../contract.ts'
import { lackOfMessage } from '../safe-harbour.ts'
import { text } from '../text.ts'
import style from './compliance.module.css'

const columns: readonly Column<Seller>[] = [
  { key: 'name', title: text.sellerName, width: 160, show: ({ name }) => <strong>{name}</strong> },
  { key: 'phone', title: text.phone, width: 140, show: ({ phone }) => <span className="ca-number">{phone}</span> },
  {
    key: 'message',
    title: text.message,
    show: ({ messageZh, messageEn }) =>
      [messageZh, messageEn].filter(Boolean).map((message) => (
        <p key={message} className={style.message}>
          {message}
        </p>
      )),
  },
  {
    key: 'prompt',
    title: text.messagePrompt,
    width: 200,
    show: ({ chosenPrompt }) =>
      chosenPrompt ? <PromptShown name={chosenPrompt} /> : <Words of={text.messageOnNodes} />,
  },
]

const useSellerActions = (onChange: (seller: Seller) => void): Column<Seller> => {
  const say = useWords()
  const confirm = useConfirm()
  const remove = useDo(removeSeller, { refresh: [listSellers], done: text.sellerRemoved })
  const ask = async ({ id, name }: Seller) => {
    if (await confirm({ title: say(text.removeSellerTitle, name), action: text.removeSeller, danger: true }))
      remove.mutate({ params: { sellerId: id } })
  }
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 180,
    show: (seller) => (
      <Space size={0}>
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onChange(seller)}>
          {say(text.change)}
        </Button>
        <Button type="link" size="small" danger icon={<DeleteOutlined />} onClick={() => void ask(seller)}>
          {say(text.removeSeller)}
        </Button>
      </Space>
    ),
  }
}

/** Says beside the field what the server would refuse. */
const useMessageRules = (): FormRule[] => {
  const say = useWords()
  return [
    ({ getFieldsValue }) => ({
      validator: (_rule, message: string | undefined) => {
        const { name = '', phone = '' } = getFieldsValue(['name', 'phone']) as Partial<SellerForm>
        const lack = message?.trim() && lackOfMessage({ name, phone, messageZh: message, messageEn: '' })
        return lack ? Promise.reject(new Error(say(refusals[lack].text, { name, phone }))) : Promise.resolve()
      },
    }),
  ]
}

const Editor = ({ seller, open, onClose }: { seller: Seller | undefined; open: boolean; onClose: () => void }) => {
  const say = useWords()
  const rules = useMessageRules()
  const add = useDo(addSeller, { refresh: [listSellers], done: text.sellerAdded, onDone: onClose })
  const change = useDo(changeSeller, { refresh: [listSellers], done: text.saved, onDone: onClose })
  const save = ({ chosenPrompt, ...filled }: SellerForm) => {
    const body = { ...filled, chosenPrompt: chosenPrompt || null }
    return seller
      ? change.mutateAsync({ params: { sellerId: seller.id }, body: { ...body, version: seller.version } })
      : add.mutateAsync({ body })
  }
  return (
    <FormDrawer<SellerForm>
      open={open}
      title={seller ? text.changeSeller : text.addSeller}
      values={seller ?? { messageZh: '', messageEn: '' }}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="name" label={text.sellerName} required />
      <TextField name="phone" label={text.phone} help={text.phoneHelp} max={30} required />
      <NoteField name="messageZh" label={text.messageZh} help={text.messageHelp} rows={4} rules={rules} />
      <NoteField name="messageEn" label={text.messageEn} help={text.messageHelp} rows={4} rules={rules} />
      <Form.Item name="chosenPrompt" label={say(text.messagePrompt)} extra={say(text.messagePromptHelp)}>
        <PromptChoice none={say(text.messageOnNodes)} />
      </Form.Item>
    </FormDrawer>
  )
}

/** In whose name we call, and what a customer hears whom nobody is there for. */
export const SellersPage = () => {
  const say = useWords()
  const mayManage = useMay()(addSeller)
  const sellers = useAsk(listSellers)
  const editor = useDrawer<Seller>()
  const actions = useSellerActions(editor.show)
  const button = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.addSeller)}
    </Button>
  )
  return (
    <PageFrame title={text.sellers} help={text.sellersHelp} actions={button}>
      <DataTable
        name="sellers"
        asked={sellers}
        columns={mayManage ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noSellers, next: button }}
      />
      <Editor seller={editor.shown} open={editor.open} onClose={editor.close} />
    </PageFrame>
  )
}
