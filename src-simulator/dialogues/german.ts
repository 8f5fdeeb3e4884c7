import type { Scripts } from './dialogue.ts';

export const german: Scripts = {
  shop: [
    [
      '> Guten Tag, ist die Nussbaum-Schreibtischlampe wieder lieferbar?',
      '< Guten Tag {name}, ja, seit gestern. Soll ich Ihnen eine zurücklegen?',
      '> Sehr gern. Ich komme gegen {time} vorbei',
      '< Prima. Sie kostet {price} inklusive Leuchtmittel.',
      '> Vielen Dank!',
    ],
    [
      '> Hallo, bei Bestellung {order} fehlt die Aufbauanleitung',
      '< Das tut mir leid, {name}. Ich schicke sie Ihnen gleich per E-Mail.',
      '> Danke. Eine Schraube fehlt übrigens auch, M4 × 20',
      '< Die geht heute noch mit der Post raus, gleich ein ganzer Beutel 😄',
      '> Super Service, danke schön',
    ],
    [
      '> Könnten Sie die Rechnung bitte auf unsere Firma ausstellen? Straßer Raumausstattungsgesellschaft mbH & Co. KG',
      '< Natürlich, {name}. Ich brauche nur noch die Umsatzsteuer-Identifikationsnummer.',
      '> Schicke ich Ihnen morgen, die Kollegin aus der Buchhaltung ist heute nicht da',
      '< Kein Problem, ich merke den Auftrag {order} so lange vor.',
      '> Danke, {agent}!',
    ],
  ],
  hotel: [
    [
      '> Guten Abend, haben Sie am {date}. noch ein Doppelzimmer frei?',
      '< Guten Abend {name}, ja, zur Hafenseite mit Frühstück für {price}.',
      '> Können wir unsere Fahrräder irgendwo abstellen?',
      '< Wir haben einen abschließbaren Raum mit Steckdosen.',
      '> Dann bitte zwei Nächte reservieren 🚲',
      '< Ist reserviert, bis bald!',
    ],
    [
      '> Wir stehen im Stau und kommen erst nach Mitternacht an',
      '< Kein Problem, {name}, die Rezeption ist besetzt. Fahren Sie vorsichtig.',
      '> Danke! Gibt es dann noch etwas zu essen?',
      '< Wir stellen Ihnen eine Kleinigkeit auf Zimmer {room}.',
      '> Sie sind großartig',
    ],
  ],
  clinic: [
    [
      '> Guten Morgen, ich müsste meinen Termin am {date}. verschieben',
      '< Guten Morgen {name}, ginge auch Donnerstag um {time}?',
      '> Das passt',
      '< Gut, ich habe Sie eingetragen. Bitte bringen Sie die Versichertenkarte mit.',
      '> Mache ich, danke',
    ],
    [
      '> Ist meine Überweisung zum Kardiologen schon fertig?',
      '< Ja, sie liegt seit heute am Empfang.',
      '> Kann mein Mann sie abholen?',
      '< Mit einer kurzen Vollmacht gern, ein Foto davon reicht.',
      '> Wunderbar, er kommt gegen {time}',
      '< Alles klar. Gute Besserung, {name}!',
    ],
  ],
};
