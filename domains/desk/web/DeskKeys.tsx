import { Modal } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { keyTable, text } from '../text.ts'
import style from './desk.module.css'

/** What the keys of the desk do. */
export const DeskKeys = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  return (
    <Modal open={open} onCancel={onClose} footer={null} width={560} title={say(text.keys)}>
      <dl className={style.keys}>
        {keyTable.map(([caps, does]) => (
          <div key={caps}>
            <dt>
              <kbd>{caps}</kbd>
            </dt>
            <dd>{say(does)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
