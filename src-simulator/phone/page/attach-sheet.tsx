import {
  AudioLines,
  ChartNoAxesColumn,
  FileText,
  Image,
  MapPin,
  Mic,
  Paperclip,
  ShoppingBag,
  Smile,
  UserRound,
  Video,
} from 'lucide-react';
import { useRef } from 'react';
import type { PhoneFile } from '../wire.ts';
import styles from './attach-sheet.module.css';
import controls from './controls.module.css';
import { Sheet } from './sheet.tsx';

export type Attachable = 'location' | 'contact' | 'products' | 'poll';

const samples = [
  ['image', 'Photo', Image],
  ['video', 'Video', Video],
  ['document', 'Document', FileText],
  ['voice', 'Voice note', Mic],
  ['audio', 'Audio', AudioLines],
  ['sticker', 'Sticker', Smile],
] as const;

const others = [
  ['location', 'Location', MapPin],
  ['contact', 'Contact', UserRound],
  ['products', 'Order', ShoppingBag],
  ['poll', 'Poll', ChartNoAxesColumn],
] as const;

/** What else than words one can send: samples, own files, a place, a person, an order. */
export function AttachSheet(props: {
  onSample: (of: PhoneFile['of']) => void;
  onFiles: (files: FileList) => void;
  onPick: (what: Attachable) => void;
  onClose: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Sheet title="Send" onClose={props.onClose}>
      <div className={styles['grid']}>
        {samples.map(([of, name, Icon]) => (
          <Tile key={of} name={name} icon={Icon} hue={of} onPick={() => props.onSample(of)} />
        ))}
        {others.map(([what, name, Icon]) => (
          <Tile key={what} name={name} icon={Icon} hue={what} onPick={() => props.onPick(what)} />
        ))}
      </div>
      <button type="button" className={controls['secondary']} onClick={() => input.current?.click()}>
        <Paperclip size={18} aria-hidden /> Choose a file…
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="File to send"
        onChange={(event) => event.target.files && props.onFiles(event.target.files)}
      />
      <p className={styles['hint']}>
        Photos, videos, documents and sounds are samples. A file can also be pasted or dropped on the chat.
      </p>
    </Sheet>
  );
}

function Tile(props: { name: string; icon: typeof Image; hue: string; onPick: () => void }) {
  const Icon = props.icon;
  return (
    <button type="button" className={styles['tile']} data-kind={props.hue} onClick={props.onPick}>
      <span className={styles['icon']}>
        <Icon size={23} strokeWidth={1.6} aria-hidden />
      </span>
      {props.name}
    </button>
  );
}
