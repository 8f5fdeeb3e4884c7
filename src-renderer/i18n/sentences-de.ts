// What main and the server say in English, in German. Longer than 300 lines: it is a list.

export const de = {
  // Signing in, one’s own account, rights
  'Something went wrong in Parley itself. Nothing you typed is lost; please try again.':
    'In Parley selbst ist etwas schiefgegangen. Nichts, was du getippt hast, ist verloren; versuche es bitte noch einmal.',
  'Sign in first': 'Melde dich zuerst an.',
  'Please sign in.': 'Bitte melde dich an.',
  'Your sign-in has expired; sign in again': 'Deine Anmeldung ist abgelaufen: Melde dich noch einmal an.',
  'This sign-in was ended; sign in again': 'Diese Anmeldung wurde beendet: Melde dich noch einmal an.',
  'Your sign-in has ended; sign in again': 'Deine Anmeldung ist zu Ende: Melde dich noch einmal an.',
  'This desktop was signed out by an admin or from another desktop':
    'Dieser Desktop wurde von einem Admin oder von einem anderen Desktop aus abgemeldet.',
  'The access of this desktop was ended. Sign in again to go on.':
    'Der Zugang dieses Desktops wurde beendet. Melde dich noch einmal an, um weiterzumachen.',
  'The e-mail address or the password is wrong': 'Die E-Mail-Adresse oder das Passwort stimmt nicht.',
  'Enter the code that your authenticator app shows': 'Gib den Code ein, den deine Authenticator-App zeigt.',
  'The code is wrong or was used already': 'Der Code stimmt nicht oder wurde schon benutzt.',
  'The password is wrong': 'Das Passwort stimmt nicht.',
  'Too many failed sign-ins; try again in {{text}}': 'Zu viele Fehlversuche: Versuche es in {{text}} noch einmal.',
  '{{count}} seconds': '{{count}} Sekunden',
  '{{count}} minutes': '{{count}} Minuten',
  '1 minute': 'einer Minute',
  'Too many people are signing in; try again in a few seconds':
    'Gerade melden sich zu viele an: Versuche es in ein paar Sekunden noch einmal.',
  'Too many requests; try again in {{seconds}} s': 'Zu viele Anfragen: Versuche es in {{seconds}} s noch einmal.',
  'Too many requests at once. Wait a second and try again.':
    'Zu viele Anfragen auf einmal. Warte eine Sekunde und versuche es noch einmal.',
  'Too many links at once. Wait a few seconds and try again.':
    'Zu viele Links auf einmal. Warte ein paar Sekunden und versuche es noch einmal.',
  'Confirm that it is you: enter your password, or a code of your authenticator app':
    'Bestätige, dass du es bist: Gib dein Passwort ein oder einen Code deiner Authenticator-App.',
  'Give your password once more, to show that it is you.':
    'Gib noch einmal dein Passwort ein, damit klar ist, dass du es bist.',
  'Your company asks its admins for a second factor: it can’t be switched off':
    'Deine Firma fragt ihre Admins nach einem zweiten Faktor: Er lässt sich nicht ausschalten.',
  'Your company asks its admins for a second factor: set up your authenticator app':
    'Deine Firma fragt ihre Admins nach einem zweiten Faktor: Richte deine Authenticator-App ein.',
  'You already have a second factor: switch it off before you set up another':
    'Du hast schon einen zweiten Faktor: Schalte ihn aus, bevor du einen anderen einrichtest.',
  'Begin with a new secret: none is waiting to be confirmed':
    'Beginne mit einem neuen Schlüssel: Keiner wartet auf Bestätigung.',
  'is not what the app shows now; check the clock of your phone':
    'ist nicht, was die App gerade zeigt; prüfe die Uhr deines Telefons',
  'You have no second factor': 'Du hast keinen zweiten Faktor.',
  'There is no such session': 'Diese Anmeldung gibt es nicht.',
  'Your role does not allow this; ask an admin of your company':
    'Deine Rolle erlaubt das nicht: Frag einen Admin deiner Firma.',
  'Your role ({{role}}) does not allow this. An admin can change it.':
    'Deine Rolle ({{role}}) erlaubt das nicht. Ein Admin kann sie ändern.',
  'Your role keeps things for you alone: ask a marketer or an admin to share them':
    'Deine Rolle bewahrt Dinge nur für dich: Bitte Marketing oder einen Admin, sie zu teilen.',
  'This is not allowed': 'Das ist nicht erlaubt.',
  'This server is already set up; sign in instead': 'Dieser Server ist schon eingerichtet: Melde dich an.',
  'This company is suspended: ask whoever runs this Parley server to resume it':
    'Diese Firma ist gesperrt: Bitte den Betreiber dieses Parley-Servers, sie freizugeben.',
  'This server belongs to a Parley desktop and serves only that':
    'Dieser Server gehört zu einem Parley-Desktop und bedient nur ihn.',
  'This server does not answer under that name: set PUBLIC_URL to its address':
    'Unter diesem Namen antwortet der Server nicht: Setze PUBLIC_URL auf seine Adresse.',
  'This link was used, has expired or was withdrawn: ask an admin for a new one':
    'Dieser Link wurde benutzt, ist abgelaufen oder wurde zurückgezogen: Bitte einen Admin um einen neuen.',

  // The server: the line to it, its answers
  'The server at {{host}} cannot be reached.': 'Der Server {{host}} ist nicht zu erreichen.',
  'The server did not answer.': 'Der Server hat nicht geantwortet.',
  'The answer did not come from a Parley server.': 'Die Antwort kam nicht von einem Parley-Server.',
  'The server gave an answer that this Parley does not understand.':
    'Der Server hat etwas geantwortet, was dieses Parley nicht versteht.',
  'The server does not go on with its change log.': 'Der Server setzt sein Änderungsprotokoll nicht fort.',
  'There is no line to the server right now.': 'Gerade besteht keine Verbindung zum Server.',
  'There is nothing at this address': 'Unter dieser Adresse ist nichts.',
  'The request took too long to arrive': 'Die Anfrage war zu lange unterwegs.',
  'The request is larger than this route takes': 'Die Anfrage ist größer, als der Server sie annimmt.',
  'The request is malformed': 'Die Anfrage ist fehlerhaft.',
  'This desktop must load its data anew': 'Dieser Desktop muss seine Daten neu laden.',
  'This company has no change log': 'Diese Firma hat kein Änderungsprotokoll.',
  'This server does not know how to do that yet': 'Dieser Server kann das noch nicht: Er braucht ein neueres Parley.',
  'This server does not take that: look at it once more': 'Das nimmt der Server nicht an: Sieh es dir noch einmal an.',
  'New messages arrive at once.': 'Neue Nachrichten kommen sofort.',
  'No live connection: the server is asked every 25 seconds.':
    'Keine Live-Verbindung: Der Server wird alle 25 Sekunden gefragt.',
  'No live connection: new messages come when the server can be reached again.':
    'Keine Live-Verbindung: Neue Nachrichten kommen, sobald der Server wieder zu erreichen ist.',
  'The server answers.': 'Der Server antwortet.',
  'Not known while the server cannot be reached.': 'Unbekannt, solange der Server nicht zu erreichen ist.',
  'WhatsApp accepts messages.': 'WhatsApp nimmt Nachrichten an.',
  'WhatsApp does not answer the server. Messages wait there and are sent when it does.':
    'WhatsApp antwortet dem Server nicht. Nachrichten warten dort und gehen hinaus, sobald es antwortet.',
  'Nothing was sent to WhatsApp since the server started.': 'Seit dem Start des Servers ging nichts an WhatsApp.',
  'WhatsApp delivers messages to the server.': 'WhatsApp stellt dem Server Nachrichten zu.',
  'WhatsApp delivered nothing since the server started.': 'Seit dem Start des Servers hat WhatsApp nichts zugestellt.',
  'WhatsApp cannot reach this server: messages can be sent but not received.':
    'WhatsApp erreicht diesen Server nicht: Senden geht, Empfangen nicht.',
  'The disk of this computer is full: nothing new is loaded until there is space.':
    'Die Festplatte dieses Computers ist voll: Nichts Neues wird geladen, bis Platz ist.',
  'Parley cannot write to its folder: nothing new is loaded until it can.':
    'Parley kann nicht in seinen Ordner schreiben: Bis dahin wird nichts Neues geladen.',

  // This computer: keys, lock, windows, the local store
  'Parley is locked': 'Parley ist gesperrt.',
  'Parley is locked. Unlock it to go on.': 'Parley ist gesperrt. Entsperre es, um weiterzumachen.',
  'That is not the PIN or passphrase of this desktop.': 'Das ist nicht die PIN oder Passphrase dieses Desktops.',
  'This is not the passphrase of this computer’s Parley.':
    'Das ist nicht die Passphrase von Parley auf diesem Computer.',
  'Too many wrong tries. Wait a moment and try again.':
    'Zu viele falsche Versuche. Warte einen Moment und versuche es noch einmal.',
  'Parley’s keys are not open yet.': 'Parleys Schlüssel sind noch nicht offen.',
  'The {{purpose}} key of this workspace is damaged':
    'Ein Schlüssel dieses Arbeitsbereichs ist beschädigt ({{purpose}}).',
  'This workspace’s keys come back with its recovery key; enter it first.':
    'Die Schlüssel dieses Arbeitsbereichs kommen mit seinem Wiederherstellungsschlüssel zurück: Gib ihn zuerst ein.',
  'This workspace has its keys already': 'Dieser Arbeitsbereich hat seine Schlüssel schon.',
  'A recovery key has six groups of six letters and digits.':
    'Ein Wiederherstellungsschlüssel hat sechs Gruppen aus sechs Buchstaben und Ziffern.',
  'This recovery key has a typing mistake: its check digits do not fit.':
    'In diesem Wiederherstellungsschlüssel ist ein Tippfehler: Seine Prüfziffern passen nicht.',
  'This recovery key does not belong to the data on this computer.':
    'Dieser Wiederherstellungsschlüssel gehört nicht zu den Daten auf diesem Computer.',
  'This recovery key is not the one of this backup':
    'Dieser Wiederherstellungsschlüssel ist nicht der dieser Sicherung.',
  'No recovery key is asked for right now.': 'Gerade wird kein Wiederherstellungsschlüssel verlangt.',
  'Nobody is signed in on this desktop.': 'Auf diesem Desktop ist niemand angemeldet.',
  'Nobody is signed in to this workspace': 'In diesem Arbeitsbereich ist niemand angemeldet.',
  'Nobody is asked to sign in right now.': 'Gerade wird niemand nach der Anmeldung gefragt.',
  'There is nothing to sign in to right now.': 'Gerade gibt es nichts, wo man sich anmelden könnte.',
  'This workspace is not here any more.': 'Diesen Arbeitsbereich gibt es hier nicht mehr.',
  '{{count}} unsent changes of another user are still in this workspace':
    'In diesem Arbeitsbereich liegen noch {{count}} nicht gesendete Änderungen einer anderen Person.',
  'Without a keychain the company’s data could not be opened again. Start the keychain first.':
    'Ohne Schlüsselbund ließen sich die Daten der Firma nicht wieder öffnen. Starte zuerst den Schlüsselbund.',
  'There is a company on this computer already. Choose it in the list of workspaces.':
    'Auf diesem Computer ist schon eine Firma. Wähle sie in der Liste der Arbeitsbereiche.',
  'Another company is on this computer: restore on one without.':
    'Auf diesem Computer ist eine andere Firma: Stelle sie auf einem ohne Firma wieder her.',
  'There is no company on this computer.': 'Auf diesem Computer ist keine Firma.',
  'No company on this computer is open.': 'Auf diesem Computer ist keine Firma offen.',
  'The company’s data is on this computer and nowhere else. It stays in the list.':
    'Die Daten der Firma sind auf diesem Computer und nirgends sonst. Sie bleibt in der Liste.',
  'Only the demo’s own people can be chosen.': 'Nur die Personen der Demo lassen sich wählen.',
  'This computer has not reached its server for a week: connect it, then go on.':
    'Dieser Computer hat seinen Server seit einer Woche nicht erreicht: Verbinde ihn, dann geht es weiter.',
  'The first sync has not finished yet.': 'Der erste Abgleich ist noch nicht fertig.',
  'The local store has stopped. Restart Parley; nothing that was saved is lost.':
    'Der lokale Speicher hat angehalten. Starte Parley neu; nichts Gespeichertes ist verloren.',
  'The disk of this computer is full. Free some space; what you typed is kept.':
    'Die Festplatte dieses Computers ist voll. Schaffe Platz; was du getippt hast, bleibt.',
  'Parley cannot write to its folder on this computer.':
    'Parley kann auf diesem Computer nicht in seinen Ordner schreiben.',
  '{{count}} conversations have windows of their own. Close one of them first.':
    '{{count}} Konversationen haben ein eigenes Fenster. Schließe zuerst eines davon.',
  'Parley opens only web pages (https) and mail addresses.': 'Parley öffnet nur Webseiten (https) und E-Mail-Adressen.',
  'This is more than Parley takes in one step ({{size}} KB). Shorten the text and try again.':
    'Das ist mehr, als Parley auf einmal nimmt ({{size}} KB). Kürze den Text und versuche es noch einmal.',
  "That can't be done as asked{{details}}": 'Das geht so nicht{{details}}',
  'This window may not ask for that.': 'Dieses Fenster darf danach nicht fragen.',
  'This is not a web address. It looks like https://parley.example.com.':
    'Das ist keine Webadresse. Eine sieht so aus: https://parley.example.com.',
  'Leave user name and password out of the address; you sign in afterwards.':
    'Lass Benutzername und Passwort aus der Adresse weg; angemeldet wird danach.',
  'The address must begin with https://. Only servers on this computer may use http://.':
    'Die Adresse muss mit https:// beginnen. Nur Server auf diesem Computer dürfen http:// haben.',
  'This is not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'The password must have 12 to 256 characters.': 'Das Passwort muss 12 bis 256 Zeichen haben.',
  'Parley works with new keys. What the old ones protected is kept aside for 7 days; messages come from the server again.':
    'Parley arbeitet mit neuen Schlüsseln. Was die alten schützten, bleibt 7 Tage aufgehoben; Nachrichten kommen wieder vom Server.',
  'The system’s keychain has a new key. Parley’s own keys were stored again under it.':
    'Der Schlüsselbund des Systems hat einen neuen Schlüssel. Parleys eigene Schlüssel wurden darunter neu abgelegt.',
  'Nothing is written to the disk in this session: when you quit, messages that were not sent are lost.':
    'In dieser Sitzung wird nichts auf die Platte geschrieben: Wenn du Parley beendest, gehen nicht gesendete Nachrichten verloren.',
  'The settings could not be read and begin anew. The unreadable file is kept beside them.':
    'Die Einstellungen ließen sich nicht lesen und fangen neu an. Die unlesbare Datei bleibt daneben aufgehoben.',
  'The local copy of your messages was damaged. It is being loaded again from the server; nothing is lost.':
    'Die lokale Kopie deiner Nachrichten war beschädigt. Sie wird neu vom Server geladen; nichts ist verloren.',
  'The file with your unsent changes was damaged. {{saved}} of them and {{drafts}} drafts could be saved; please check what you sent last.':
    'Die Datei mit deinen nicht gesendeten Änderungen war beschädigt. {{saved}} davon und {{drafts}} Entwürfe sind gerettet; sieh bitte nach, was du zuletzt gesendet hast.',
  'Something is wrong in Parley itself. Your data is where it was.':
    'In Parley selbst stimmt etwas nicht. Deine Daten sind, wo sie waren.',
  'The backend ended (exit code {{code}}).': 'Der Server auf diesem Computer hat sich beendet (Code {{code}}).',
  'The backend did not become ready within 30 seconds.':
    'Der Server auf diesem Computer war nach 30 Sekunden nicht bereit.',
  'The start was called off.': 'Der Start wurde abgebrochen.',
  'Opening the keychain': 'Schlüsselbund wird geöffnet',
  'Opening your messages': 'Deine Nachrichten werden geöffnet',
  'Starting the server': 'Server wird gestartet',
  'Starting the simulator and the server': 'Simulator und Server werden gestartet',
  'Restoring the backup': 'Sicherung wird wiederhergestellt',
  'Going on as {{name}}': 'Weiter als {{name}}',
  'Creating the company': 'Die Firma wird angelegt',
  'Connecting three numbers': 'Drei Nummern werden verbunden',
  'Telling the last 30 days': 'Die letzten 30 Tage werden erzählt',
  'Sorting the inbox': 'Der Posteingang wird geordnet',
  'The demo’s people all have the password “{{password}}”.':
    'Die Personen der Demo haben alle das Passwort „{{password}}“.',
  'The demo’s simulator did not start.': 'Der Simulator der Demo ist nicht gestartet.',
  'The demo’s simulator did not answer as expected.': 'Der Simulator der Demo hat nicht geantwortet wie erwartet.',
  'The demo’s messages did not arrive within a minute.': 'Die Nachrichten der Demo kamen binnen einer Minute nicht an.',
  'The demo could not be arranged: {{text}}': 'Die Demo ließ sich nicht einrichten: {{text}}',
  'The demo has no {{email}}': 'Die Demo hat niemanden mit {{email}}.',

  // Backups
  'A backup is being written or read. Wait until it is done.':
    'Gerade wird eine Sicherung geschrieben oder gelesen. Warte, bis das fertig ist.',
  'This backup is no longer in the list. Look again.':
    'Diese Sicherung steht nicht mehr in der Liste. Sieh noch einmal nach.',
  'The backup ended without a result (exit code {{code}}). Try again.':
    'Die Sicherung endete ohne Ergebnis (Code {{code}}). Versuche es noch einmal.',
  'The backup was cancelled.': 'Die Sicherung wurde abgebrochen.',
  'The backup was written by a newer Parley. Update Parley, then restore it.':
    'Die Sicherung stammt von einem neueren Parley. Aktualisiere Parley und stelle sie dann wieder her.',
  'The disk of the backup folder is full. Free some space, or choose another.':
    'Die Festplatte mit dem Ordner der Sicherungen ist voll. Schaffe Platz, oder wähle einen anderen.',
  'Parley may not write into the backup folder. Choose another one.':
    'Parley darf nicht in den Ordner der Sicherungen schreiben. Wähle einen anderen.',
  'The folder {{folder}} is not there. Plug in its disk, or choose another folder.':
    'Der Ordner {{folder}} ist nicht da. Schließe seine Festplatte an, oder wähle einen anderen Ordner.',
  'This backup holds no keys of a company.': 'In dieser Sicherung sind keine Schlüssel einer Firma.',
  'The copy of the database is damaged': 'Die Kopie der Datenbank ist beschädigt.',
  'The copy of the database is not complete': 'Die Kopie der Datenbank ist nicht vollständig.',
  'It was planned before a backup was restored, and may have been sent since. Plan it again, or cancel it.':
    'Sie war geplant, bevor eine Sicherung wiederhergestellt wurde, und kann seitdem gesendet worden sein. Plane sie neu, oder sage sie ab.',

  // Conversations, messages, notes
  'This conversation is not here any more.': 'Diese Konversation gibt es hier nicht mehr.',
  'The conversation is not there any more': 'Diese Konversation gibt es nicht mehr.',
  'There is no such conversation': 'Diese Konversation gibt es nicht.',
  'This message is not in the conversation any more.': 'Diese Nachricht ist nicht mehr in der Konversation.',
  'There is no such message': 'Diese Nachricht gibt es nicht.',
  'There is already a message with this id': 'Eine Nachricht mit dieser Kennung gibt es schon.',
  'Only a reply can be sent again.': 'Nur eine Antwort lässt sich noch einmal senden.',
  'This can’t be taken back any more.': 'Das lässt sich nicht mehr zurücknehmen.',
  'Too late to take it back: it is already on its way': 'Zu spät zum Zurücknehmen: Sie ist schon unterwegs.',
  'Only a message can be taken back': 'Nur eine Nachricht lässt sich zurücknehmen.',
  'Nothing is to be decided about this message any more': 'Über diese Nachricht ist nichts mehr zu entscheiden.',
  'This is no longer in the outbox': 'Das ist nicht mehr im Postausgang.',
  'It is no longer in doubt whether this message was sent':
    'Ob diese Nachricht gesendet wurde, ist nicht mehr fraglich.',
  'A colleague is answering this': 'Jemand aus dem Team antwortet gerade.',
  'A colleague has answered meanwhile': 'Jemand aus dem Team hat inzwischen geantwortet.',
  'A colleague was faster': 'Jemand aus dem Team war schneller.',
  'The customer has written meanwhile: the conversation stays in the inbox':
    'Der Kunde hat inzwischen geschrieben: Die Konversation bleibt im Posteingang.',
  'This person can’t answer customers': 'Diese Person kann Kunden nicht antworten.',
  'This time has passed: snooze until a later one': 'Diese Zeit ist vorbei: Stelle auf eine spätere zurück.',
  'A conversation can have {{count}} tags: remove one first':
    'Eine Konversation kann {{count}} Labels haben: Nimm zuerst eines weg.',
  'Hand it over to a colleague: you have it already': 'Übergib sie jemand anderem: Du hast sie schon.',
  'A note can only name people of your company': 'Eine Notiz kann nur Personen deiner Firma nennen.',
  'A message can be planned for at most a year ahead': 'Eine Nachricht lässt sich höchstens ein Jahr im Voraus planen.',
  'There is no such planned message in this conversation':
    'Diese geplante Nachricht gibt es in der Konversation nicht.',
  'This message has already gone out, or a colleague cancelled it':
    'Diese Nachricht ist schon hinausgegangen, oder jemand aus dem Team hat sie abgesagt.',
  'The number of this conversation was removed': 'Die Nummer dieser Konversation wurde entfernt.',
  'This customer has not written yet: WhatsApp allows only a template as the first message.':
    'Dieser Kunde hat noch nicht geschrieben: WhatsApp erlaubt nur eine Vorlage als erste Nachricht.',
  'More than 24 hours since the customer wrote: WhatsApp allows only a template now.':
    'Der Kunde hat seit über 24 Stunden nicht geschrieben: WhatsApp erlaubt jetzt nur eine Vorlage.',
  'This customer has not written to this number yet': 'Dieser Kunde hat dieser Nummer noch nicht geschrieben',
  'More than 24 hours have passed since the customer wrote': 'Der Kunde hat seit über 24 Stunden nicht geschrieben',
  '{{text}}: send an approved template, or wait until they write':
    '{{text}}: Sende eine genehmigte Vorlage, oder warte, bis er schreibt.',
  'The quoted message is not one of this conversation': 'Die zitierte Nachricht ist nicht aus dieser Konversation.',
  'WhatsApp does not have this message, so nobody can react to it':
    'WhatsApp hat diese Nachricht nicht: Niemand kann auf sie reagieren.',
  'WhatsApp takes reactions to messages of the last 30 days only':
    'WhatsApp nimmt Reaktionen nur auf Nachrichten der letzten 30 Tage.',
  'The message {{text}}.': 'Die Nachricht {{text}}.',
  'The reply {{text}}': 'Die Antwort {{text}}.',
  'cannot be sent': 'kann nicht gesendet werden',
  '{{text}} Your text is kept as a draft.': '{{text}} Dein Text bleibt als Entwurf.',
  'This id was used for another command': 'Diese Kennung wurde für einen anderen Befehl benutzt.',
  'The message is gone': 'Die Nachricht gibt es nicht mehr.',
  'This number has no usable access token': 'Diese Nummer hat kein brauchbares Zugriffstoken.',
  'No phone number or WhatsApp id of this contact is known':
    'Von diesem Kontakt ist weder Telefonnummer noch WhatsApp-ID bekannt.',
  'No phone number of this contact is known': 'Von diesem Kontakt ist keine Telefonnummer bekannt.',
  'The access token was replaced meanwhile': 'Das Zugriffstoken wurde inzwischen ersetzt.',
  'The message is not known to WhatsApp': 'WhatsApp kennt die Nachricht nicht.',
  'The file could not be uploaded to WhatsApp': 'Die Datei ließ sich nicht zu WhatsApp hochladen.',
  'WhatsApp refused the message': 'WhatsApp hat die Nachricht abgelehnt.',
  'This person does not want to be written to': 'Diese Person möchte nicht angeschrieben werden.',
  'Numbers linked by QR code have no templates: write the text itself':
    'Per QR-Code gekoppelte Nummern haben keine Vorlagen: Schreib den Text selbst.',
  'Numbers linked by QR code can’t send buttons, lists and flows: write the text itself':
    'Per QR-Code gekoppelte Nummern können keine Knöpfe, Listen und Flows senden: Schreib den Text selbst.',
  'Numbers linked by QR code can’t send this kind of message':
    'Per QR-Code gekoppelte Nummern können diese Art von Nachricht nicht senden.',
  'This file is at Meta only: upload it, or send a link':
    'Diese Datei liegt nur bei Meta: Lade sie hoch, oder sende einen Link.',
  'This kind of message can’t be sent': 'Diese Art von Nachricht lässt sich nicht senden.',
  "The filter can't be read at “{{word}}”": 'Der Filter ist bei „{{word}}“ nicht zu verstehen.',
  'This number is not here any more.': 'Diese Nummer gibt es hier nicht mehr.',

  // Files
  'The file is not on this computer yet and the server cannot be reached.':
    'Die Datei ist noch nicht auf diesem Computer, und der Server ist nicht zu erreichen.',
  'The file is larger than WhatsApp allows.': 'Die Datei ist größer, als WhatsApp erlaubt.',
  'The connection broke while the file was coming. Try again.':
    'Die Verbindung brach ab, während die Datei kam. Versuche es noch einmal.',
  'The connection broke while the file was going out.': 'Die Verbindung brach ab, während die Datei hinausging.',
  'The upload was called off.': 'Das Hochladen wurde abgebrochen.',
  'The file has changed while it was read: attach it again.':
    'Die Datei hat sich beim Lesen geändert: Hänge sie noch einmal an.',
  'The file could not be read to its end: attach it again.':
    'Die Datei ließ sich nicht bis zum Ende lesen: Hänge sie noch einmal an.',
  '“{{name}}” could not be read: is it still there?': '„{{name}}“ ließ sich nicht lesen: Ist die Datei noch da?',
  'This file is not being attached any more.': 'Diese Datei wird nicht mehr angehängt.',
  '“{{name}}” is empty.': '„{{name}}“ ist leer.',
  '“{{name}}” is larger than the 100 MB WhatsApp takes. Send a link to it instead.':
    '„{{name}}“ ist größer als die 100 MB, die WhatsApp nimmt. Sende stattdessen einen Link.',
  '“{{name}}” is larger than 16 MB: choose a smaller one.':
    '„{{name}}“ ist größer als 16 MB: Wähle eine kleinere Datei.',
  'This picture is too large to change.': 'Dieses Bild ist zu groß, um es zu ändern.',
  'The file is no longer on this computer, or it is damaged: attach it again.':
    'Die Datei ist nicht mehr auf diesem Computer, oder sie ist beschädigt: Hänge sie noch einmal an.',
  'The file is still on its way from WhatsApp': 'Die Datei ist noch auf dem Weg von WhatsApp.',
  'The file could not be had': 'Die Datei war nicht zu bekommen.',
  'The file is missing on the server': 'Die Datei fehlt auf dem Server.',
  'The file is here': 'Die Datei ist schon da.',
  'There is no such file': 'Diese Datei gibt es nicht.',
  'There is no such file: upload it first, or send a link':
    'Diese Datei gibt es nicht: Lade sie zuerst hoch, oder sende einen Link.',
  'The file is not here yet, or can’t be had any more: upload it again':
    'Die Datei ist noch nicht da oder nicht mehr zu bekommen: Lade sie noch einmal hoch.',
  'The file is no longer on the server: upload it again':
    'Die Datei ist nicht mehr auf dem Server: Lade sie noch einmal hoch.',
  'WhatsApp no longer has this file: ask for it again':
    'WhatsApp hat diese Datei nicht mehr: Bitte darum, sie noch einmal zu senden.',
  'The file is larger than 100 MB': 'Die Datei ist größer als 100 MB.',
  'The file is not what it says: it is {{type}}': 'Die Datei ist nicht, was sie vorgibt: Sie ist {{type}}.',
  'The file would have to come from somewhere else than WhatsApp':
    'Die Datei müsste von anderswo kommen als von WhatsApp.',
  'The file comes damaged every time': 'Die Datei kommt jedes Mal beschädigt an.',
  'The file is larger than the {{limit}} WhatsApp takes as {{kind}}':
    'Die Datei ist größer als die {{limit}}, die WhatsApp dafür nimmt ({{kind}}).',
  'WhatsApp takes {{kind}} files only as {{types}}: send it as a document, or convert it':
    'WhatsApp nimmt solche Dateien ({{kind}}) nur als {{types}}: Sende sie als Dokument, oder wandle sie um.',
  'A voice note must be Ogg with Opus: record it again, or send it as a sound':
    'Eine Sprachnachricht muss Ogg mit Opus sein: Nimm sie noch einmal auf, oder sende sie als Ton.',
  'There is another file with this id': 'Unter dieser Kennung gibt es eine andere Datei.',
  'The file is empty': 'Die Datei ist leer.',
  'The file says that it is {{said}}, but it is {{type}}': 'Die Datei gibt sich als {{said}} aus, ist aber {{type}}.',
  'The file’s name ends in {{ending}}, but it is {{type}}':
    'Der Name der Datei endet auf {{ending}}, sie ist aber {{type}}.',
  'The picture is damaged: open it, save it anew and send that file':
    'Das Bild ist beschädigt: Öffne es, speichere es neu und sende diese Datei.',
  'The form could not be read to its end: send the file again':
    'Die Datei kam nicht vollständig an: Sende sie noch einmal.',

  // Contacts, library, people, company
  'This contact is not here any more.': 'Diesen Kontakt gibt es hier nicht mehr.',
  'There is no such contact': 'Diesen Kontakt gibt es nicht.',
  'The contact has no such name': 'Der Kontakt hat keinen solchen Namen.',
  'The contact is merged already: un-merge it first': 'Der Kontakt ist schon zusammengeführt: Trenne ihn zuerst.',
  'These two are the same contact already': 'Diese beiden sind schon derselbe Kontakt.',
  'The contact is not merged into another': 'Der Kontakt ist mit keinem anderen zusammengeführt.',
  'Another contact has that; merge the two if they are one person':
    'Das hat ein anderer Kontakt: Führe die beiden zusammen, wenn sie eine Person sind.',
  'The id and the phone belong to two contacts: merge them if they are one person':
    'Kennung und Telefon gehören zu zwei Kontakten: Führe sie zusammen, wenn sie eine Person sind.',
  'a contact has no room for that many': 'so viele haben in einem Kontakt keinen Platz',
  'a new contact needs a name or a phone': 'ein neuer Kontakt braucht einen Namen oder ein Telefon',
  'There is no such note': 'Diese Notiz gibt es nicht.',
  'Only who wrote a note takes it away': 'Nur wer eine Notiz geschrieben hat, nimmt sie weg.',
  'WhatsApp did not do it. {{details}}': 'WhatsApp hat es nicht getan. {{details}}',
  'There is no such account': 'Diese Nummer gibt es nicht.',
  'No number of yours has a conversation with them': 'Keine deiner Nummern hat eine Konversation mit dieser Person.',
  '"{{phone}}" is not a phone number: 7 to 15 digits are needed':
    '„{{phone}}“ ist keine Telefonnummer: 7 bis 15 Ziffern sind nötig.',
  'is no phone number: 7 to 15 digits are needed': 'ist keine Telefonnummer: 7 bis 15 Ziffern sind nötig',
  'is not a phone number': 'ist keine Telefonnummer',
  'There is no such thing any more': 'Das gibt es nicht mehr.',
  'There is room for {{count}} of them: delete some first': 'Davon haben {{count}} Platz: Lösche zuerst welche.',
  'There is already one of this name: choose another': 'Diesen Namen gibt es schon: Wähle einen anderen.',
  'It was deleted meanwhile': 'Es wurde inzwischen gelöscht.',
  'It was changed meanwhile': 'Es wurde inzwischen geändert.',
  'What is shared with the team stays so: make a copy for yourself':
    'Was mit dem Team geteilt ist, bleibt es: Mach dir eine Kopie.',
  'There is no such quick reply': 'Diese Schnellantwort gibt es nicht.',
  'There is no such person in your company': 'Diese Person gibt es in deiner Firma nicht.',
  'There is no such invitation': 'Diese Einladung gibt es nicht.',
  'They are switched off: switch them on first': 'Die Person ist gesperrt: Gib sie zuerst frei.',
  'This is the last admin of the company: make somebody else an admin first':
    'Das ist der letzte Admin der Firma: Mach zuerst jemand anderen zum Admin.',
  'This is the last superadmin of the server: make somebody else one first':
    'Das ist der letzte Superadmin des Servers: Mach zuerst jemand anderen dazu.',
  'There is already a user with that e-mail address': 'Eine Person mit dieser E-Mail-Adresse gibt es schon.',
  'Their rights are above your own: ask somebody who holds as much':
    'Die Person hat mehr Rechte als du: Frag jemanden mit ebenso vielen.',
  "You can't give the role {{role}}: it is above your own":
    'Die Rolle {{role}} kannst du nicht vergeben: Sie steht über deiner.',
  'There is no such company': 'Diese Firma gibt es nicht.',
  'Another company has that slug': 'Diesen Kurznamen hat eine andere Firma.',
  'This is your own company: suspended, it would lock you out':
    'Das ist deine eigene Firma: Gesperrt würde sie dich aussperren.',
  'Somebody has changed this meanwhile: look at it before you change it':
    'Jemand hat das inzwischen geändert: Sieh es dir an, bevor du es änderst.',
  'Somebody else has changed this meanwhile': 'Jemand anderes hat das inzwischen geändert.',
  'There is no such operation': 'Diesen Vorgang gibt es nicht.',
  'It has been done, and only the server can take it back.':
    'Es ist geschehen, und nur der Server kann es zurücknehmen.',
  'This can’t be the value: it {{text}}': 'Das kann nicht der Wert sein: Er {{text}}.',
  'is refused': 'wird abgelehnt',
  'This export has ended: start it again': 'Dieser Export ist zu Ende: Beginne ihn neu.',
  'It has begun: what is gone does not come back': 'Es hat begonnen: Was fort ist, kommt nicht wieder.',
  'There is no such receipt': 'Diesen Beleg gibt es nicht.',
  'This person is being erased already': 'Diese Person wird schon gelöscht.',

  // Numbers, credentials, sign-up at Meta
  'This number was removed': 'Diese Nummer wurde entfernt.',
  'There is no such account in your company': 'Diese Nummer gibt es in deiner Firma nicht.',
  'The access token of this number is kept elsewhere: {{text}}':
    'Das Zugriffstoken dieser Nummer liegt anderswo: {{text}}',
  'This number has no access token': 'Diese Nummer hat kein Zugriffstoken.',
  'The access token of this number can no longer be decrypted; enter it again':
    'Das Zugriffstoken dieser Nummer lässt sich nicht mehr entschlüsseln: Gib es noch einmal ein.',
  'This number is connected to another company of this server':
    'Diese Nummer ist mit einer anderen Firma dieses Servers verbunden.',
  'This number goes through an endpoint and has no access token: remove its device first':
    'Diese Nummer läuft über einen Endpunkt und hat kein Zugriffstoken: Entferne zuerst ihr Gerät.',
  'This verify token is in use already; choose another, or leave it empty':
    'Dieses Prüftoken wird schon benutzt: Wähle ein anderes, oder lass es leer.',
  'Somebody else is adding this number at this moment': 'Gerade nimmt jemand anderes diese Nummer dazu.',
  'This phone is linked to another company of this server: unlink it there first':
    'Dieses Telefon ist mit einer anderen Firma dieses Servers gekoppelt: Löse es dort zuerst.',
  'This server keeps no access tokens (CREDENTIALS=env-only): connect the number through an endpoint of the environment':
    'Dieser Server bewahrt keine Zugriffstokens auf (CREDENTIALS=env-only): Verbinde die Nummer über einen Endpunkt der Umgebung.',
  'This server uses no endpoints (CREDENTIALS=stored): connect the number with its own access token':
    'Dieser Server benutzt keine Endpunkte (CREDENTIALS=stored): Verbinde die Nummer mit ihrem eigenen Zugriffstoken.',
  'must be the token itself, or {{forms}}': 'muss das Token selbst sein oder {{forms}}',
  'Only a superadmin or a service of this server may say where an access token is kept: enter the token':
    'Nur ein Superadmin oder ein Dienst dieses Servers darf sagen, wo ein Zugriffstoken liegt: Gib das Token ein.',
  'This account has no integration token': 'Diese Nummer hat kein Integrationstoken.',
  'There is no such token any more': 'Dieses Token gibt es nicht mehr.',
  'Meta could not be reached; save the number again to repeat the check':
    'Meta war nicht zu erreichen: Speichere die Nummer noch einmal, um die Prüfung zu wiederholen.',
  "Messages can't come in yet: Meta refused the webhook ({{details}})":
    'Noch können keine Nachrichten hereinkommen: Meta hat den Webhook abgelehnt ({{details}}).',
  "Messages can't come in yet: Meta could not be reached to set the webhook up":
    'Noch können keine Nachrichten hereinkommen: Meta war nicht zu erreichen, um den Webhook einzurichten.',
  'Meta knows this ID, but it is not a phone number': 'Meta kennt diese ID, aber sie ist keine Telefonnummer.',
  'The access token lacks the permission {{scopes}}': 'Dem Zugriffstoken fehlt die Berechtigung {{scopes}}.',
  'The access token is not for this WhatsApp Business Account':
    'Das Zugriffstoken gilt nicht für diesen WhatsApp Business Account.',
  '(#190) Invalid OAuth 2.0 Access Token. Regenerate the token via Meta Developer Portal. Meta says: {{details}}':
    '(#190) Invalid OAuth 2.0 Access Token. Erzeuge das Token im Meta Developer Portal neu. Meta sagt: {{details}}',
  'Request failed with status code 401. Update the credentials with a valid token. Meta says: {{details}}':
    'Request failed with status code 401. Trage ein gültiges Token ein. Meta sagt: {{details}}',
  'Meta knows no such number, or the access token may not see it: {{details}}':
    'Meta kennt diese Nummer nicht, oder das Zugriffstoken darf sie nicht sehen: {{details}}',
  'The access token lacks a permission: {{details}}': 'Dem Zugriffstoken fehlt eine Berechtigung: {{details}}',
  'Meta could not check the number ({{details}}); save it again to repeat the check':
    'Meta konnte die Nummer nicht prüfen ({{details}}): Speichere sie noch einmal, um das zu wiederholen.',
  'Meta says nothing about this access token': 'Meta sagt nichts über dieses Zugriffstoken.',
  'Invalid OAuth access token': 'Ungültiges Zugriffstoken',
  'Sign-up needs a Meta app: set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET':
    'Die Anmeldung bei Meta braucht eine Meta-App: Setze WHATSAPP_APP_ID und WHATSAPP_APP_SECRET.',
  'Sign-up needs a Meta app: set WHATSAPP_APP_ID':
    'Die Anmeldung bei Meta braucht eine Meta-App: Setze WHATSAPP_APP_ID.',
  'Meta gave no access token for this code: start again':
    'Meta gab für diesen Code kein Zugriffstoken: Beginne noch einmal.',
  'The permission {{scopes}} was not given: start again and leave it ticked':
    'Die Berechtigung {{scopes}} wurde nicht gegeben: Beginne noch einmal und lass sie angehakt.',
  'No WhatsApp Business Account was shared: start again and choose one':
    'Es wurde kein WhatsApp Business Account geteilt: Beginne noch einmal und wähle einen.',
  'Meta’s list of phone numbers can’t be read: try again':
    'Metas Liste der Telefonnummern ist nicht zu lesen: Versuche es noch einmal.',
  'The number has a two-step verification PIN already: send it as pin':
    'Die Nummer hat schon eine PIN für die Bestätigung in zwei Schritten: Gib sie an.',
  'Meta could not be reached: start the sign-up again':
    'Meta war nicht zu erreichen: Beginne die Anmeldung noch einmal.',
  'The code has expired: Meta’s codes live for 30 seconds. Start the sign-up again':
    'Der Code ist abgelaufen: Metas Codes gelten 30 Sekunden. Beginne die Anmeldung noch einmal.',
  'The code was used already. Start the sign-up again':
    'Der Code wurde schon benutzt. Beginne die Anmeldung noch einmal.',
  'The code belongs to another redirect URI: send the one the dialog was opened with as redirectUri':
    'Der Code gehört zu einer anderen Rückadresse (redirectUri). Beginne die Anmeldung noch einmal.',
  'Meta does not know this code: {{details}}': 'Meta kennt diesen Code nicht: {{details}}',
  'Meta refused: {{details}}': 'Meta hat abgelehnt: {{details}}',
  'Meta does not accept its own token': 'Meta nimmt das eigene Token nicht an.',
  'Only an admin of that company can finish its sign-up: sign in as one':
    'Nur ein Admin jener Firma kann ihre Anmeldung abschließen: Melde dich als einer an.',
  'This sign-up is unknown, over or finished already: start it again':
    'Diese Anmeldung bei Meta ist unbekannt, vorbei oder schon fertig: Beginne sie neu.',
  'This WhatsApp Business Account was not shared in the dialog':
    'Dieser WhatsApp Business Account wurde im Dialog nicht geteilt.',
  'The account has no phone number yet: add one in the dialog':
    'Der Account hat noch keine Telefonnummer: Nimm im Dialog eine dazu.',
  'This number is not one of the account that was shared':
    'Diese Nummer gehört nicht zu dem Account, der geteilt wurde.',

  // Linked phones and endpoints
  'The phone has unlinked this device: press Reconnect and scan the code again':
    'Das Telefon hat dieses Gerät entkoppelt: Drücke „Neu verbinden“ und scanne den Code noch einmal.',
  'No phone scanned the code in time: press Reconnect and scan the new one':
    'Kein Telefon hat den Code rechtzeitig gescannt: Drücke „Neu verbinden“ und scanne den neuen.',
  'The endpoint does not know this device any more: press Reconnect and scan the code again':
    'Der Endpunkt kennt dieses Gerät nicht mehr: Drücke „Neu verbinden“ und scanne den Code noch einmal.',
  'This phone is linked by the device "{{name}}" already':
    'Dieses Telefon ist schon über das Gerät „{{name}}“ gekoppelt.',
  'The device is not connected': 'Das Gerät ist nicht verbunden.',
  'The endpoint could not tell us of messages: set PUBLIC_URL to this server’s address':
    'Der Endpunkt könnte keine Nachrichten melden: Setze PUBLIC_URL auf die Adresse dieses Servers.',
  'Your company has no WhatsApp endpoint: ask a superadmin to assign one':
    'Deine Firma hat keinen WhatsApp-Endpunkt: Bitte einen Superadmin, ihr einen zuzuweisen.',
  'There is no such device in your company': 'Dieses Gerät gibt es in deiner Firma nicht.',
  'Failed to create device: {{text}}': 'Das Gerät ließ sich nicht anlegen: {{text}}',
  'the endpoint refuses its API key': 'Der Endpunkt lehnt seinen API-Schlüssel ab.',
  'No endpoints available': 'Kein Endpunkt ist verfügbar.',
  'Endpoint not found': 'Diesen Endpunkt gibt es nicht.',
  'Tenant configuration not found': 'Für diese Firma ist nichts eingerichtet.',
  'Health status unknown': 'Zustand unbekannt',
  'CREDENTIALS=stored forbids the use of endpoints': 'CREDENTIALS=stored verbietet Endpunkte.',
  'Endpoint not found: WHATSAPP_ENDPOINTS has none of this name':
    'Diesen Endpunkt gibt es nicht: In WHATSAPP_ENDPOINTS steht keiner mit diesem Namen.',
  'It refuses the apiKey ({{status}})': 'Er lehnt den apiKey ab ({{status}}).',
  'It redirects elsewhere ({{status}}): set its final address as apiUrl':
    'Er leitet anderswohin ({{status}}): Setze seine endgültige Adresse als apiUrl.',
  'It answers with an error of its own ({{status}})': 'Er antwortet mit einem eigenen Fehler ({{status}}).',
  'What answers there is no WhatsApp gateway ({{status}}): check apiUrl':
    'Was dort antwortet, ist kein WhatsApp-Gateway ({{status}}): Prüfe apiUrl.',
  'It does not answer within {{seconds}} s': 'Er antwortet nicht binnen {{seconds}} s.',
  'Nobody listens at its address': 'Unter seiner Adresse antwortet niemand.',
  'The host name of its address is not known': 'Der Name in seiner Adresse ist unbekannt.',
  'Its TLS certificate is not trusted': 'Seinem TLS-Zertifikat wird nicht vertraut.',
  'It can’t be reached': 'Er ist nicht zu erreichen.',
  'It can’t be reached ({{code}})': 'Er ist nicht zu erreichen ({{code}}).',

  // Webhooks, in and out
  'There is no such webhook; they are kept for 8 days': 'Diesen Webhook gibt es nicht: Sie werden 8 Tage aufgehoben.',
  'It could not be taken in: {{text}}': 'Er ließ sich nicht aufnehmen: {{text}}',
  'status: {{text}}': 'Status: {{text}}',
  failed: 'gescheitert',
  'not shown: {{details}}': 'nicht gezeigt: {{details}}',
  'preference: {{details}}': 'Wunsch: {{details}}',
  'address book: {{details}}': 'Adressbuch: {{details}}',
  'account: {{details}}': 'Konto: {{details}}',
  'system: {{details}}': 'Mitteilung von WhatsApp: {{details}}',
  'unsupported: {{details}}': 'von WhatsApp nicht weitergegeben: {{details}}',
  text: 'Text',
  media: 'Datei',
  location: 'Ort',
  contacts: 'Kontakte',
  interactive: 'Nachricht mit Knöpfen',
  answer: 'Antwort auf Knöpfe',
  template: 'Vorlage',
  order: 'Bestellung',
  reaction: 'Reaktion',
  edit: 'Änderung',
  revoke: 'Löschung',
  'There is no such delivery': 'Diese Zustellung gibt es nicht.',
  'There is no such outgoing webhook': 'Diesen ausgehenden Webhook gibt es nicht.',
  'This webhook is switched off: switch it on, then replay':
    'Dieser Webhook ist ausgeschaltet: Schalte ihn ein, dann wiederhole.',
  'There are {{count}} outgoing webhooks already: remove one first':
    'Es gibt schon {{count}} ausgehende Webhooks: Entferne zuerst einen.',
  'The address answered 410 Gone': 'Die Adresse antwortete 410: Sie ist nicht mehr da.',
  'The address answered {{status}}': 'Die Adresse antwortete {{status}}.',
  'The address {{text}}': 'Die Adresse: {{text}}',
  'Parley could not prepare the delivery: see its log':
    'Parley konnte die Zustellung nicht vorbereiten: Sieh in sein Protokoll.',
  'More than {{count}} events waited: the address did not answer for too long':
    'Mehr als {{count}} Ereignisse warteten: Die Adresse hat zu lange nicht geantwortet.',
  'is no web address': 'ist keine Webadresse',
  'must not hold a user name or password': 'darf keinen Benutzernamen und kein Passwort enthalten',
  'must begin with https://': 'muss mit https:// beginnen',
  'must be on port 443': 'muss Port 443 haben',
  'it redirects too often': 'leitet zu oft weiter',
  'it redirects to nowhere': 'leitet ins Leere weiter',
  'it can’t be reached ({{code}})': 'ist nicht zu erreichen ({{code}})',
  'its name is not known': 'der Name ist unbekannt',
  'leads into a private network': 'führt in ein privates Netz',

  // Templates
  '{{text}} waits for WhatsApp’s review: send it when it is approved':
    '{{text}} wartet auf die Prüfung durch WhatsApp: Sende sie, wenn sie genehmigt ist.',
  '{{text}} was rejected by WhatsApp{{details}}: change it and submit it again':
    '{{text}} wurde von WhatsApp abgelehnt{{details}}: Ändere sie und reiche sie noch einmal ein.',
  '{{text}} is paused because of its quality: choose another one, or wait until WhatsApp resumes it':
    '{{text}} ist wegen ihrer Qualität pausiert: Wähle eine andere, oder warte, bis WhatsApp sie freigibt.',
  '{{text}} was disabled by WhatsApp for good: choose another one':
    '{{text}} hat WhatsApp endgültig gesperrt: Wähle eine andere.',
  '{{text}} was deleted: choose another one': '{{text}} wurde gelöscht: Wähle eine andere.',
  '{{text}} is archived: unarchive it in WhatsApp Manager, or choose another one':
    '{{text}} ist archiviert: Hole sie im WhatsApp Manager zurück, oder wähle eine andere.',
  '{{text}} can’t be sent: its state at WhatsApp is {{status}}':
    '{{text}} lässt sich nicht senden: Bei WhatsApp steht sie auf {{status}}.',
  'The template {{name}} ({{language}})': 'Die Vorlage {{name}} ({{language}})',
  'WhatsApp has no template {{name}} in {{language}} for this number: {{text}}':
    'WhatsApp hat für diese Nummer keine Vorlage {{name}} auf {{language}}: {{text}}',
  'sync the templates, or check its name': 'Lies die Vorlagen neu ein, oder prüfe ihren Namen.',
  'it can be sent in {{languages}}; choose one of them, or sync the templates':
    'Senden lässt sie sich auf {{languages}}; wähle eine davon, oder lies die Vorlagen neu ein.',
  'No number of this business account has a usable access token':
    'Keine Nummer dieses Business-Accounts hat ein brauchbares Zugriffstoken.',
  'WhatsApp can’t be reached at the moment; try again later':
    'WhatsApp ist gerade nicht zu erreichen: Versuche es später noch einmal.',
  'WhatsApp gave an answer that Parley does not understand':
    'WhatsApp hat etwas geantwortet, was Parley nicht versteht.',
  'WhatsApp lists more templates than an account can have': 'WhatsApp nennt mehr Vorlagen, als ein Konto haben kann.',
  'WhatsApp refuses the access token of this number': 'WhatsApp lehnt das Zugriffstoken dieser Nummer ab.',
  'The access token may not manage templates: give it whatsapp_business_management':
    'Das Zugriffstoken darf keine Vorlagen verwalten: Gib ihm whatsapp_business_management.',
  'WhatsApp takes no more of these calls for now: {{details}}':
    'WhatsApp nimmt vorerst keine solchen Aufrufe mehr: {{details}}',
  'WhatsApp refused it: {{details}}': 'WhatsApp hat es abgelehnt: {{details}}',
  'WhatsApp answered: {{details}}': 'WhatsApp hat geantwortet: {{details}}',
  'There is no such number of WhatsApp’s Cloud API in your company':
    'Diese Nummer der Cloud-API von WhatsApp gibt es in deiner Firma nicht.',
  'Templates are only for numbers of WhatsApp’s Cloud API':
    'Vorlagen gibt es nur für Nummern der Cloud-API von WhatsApp.',
  'This number belongs to another business account than the template':
    'Diese Nummer gehört zu einem anderen Business-Account als die Vorlage.',
  'This server has no Meta app: set WHATSAPP_APP_ID to hand in samples':
    'Dieser Server hat keine Meta-App: Setze WHATSAPP_APP_ID, um Beispiele einzureichen.',
  'A sample may have at most 16 MB': 'Ein Beispiel darf höchstens 16 MB haben.',
  'There is no such template': 'Diese Vorlage gibt es nicht.',
  'WhatsApp is about to pause it because of its quality': 'WhatsApp wird sie wegen ihrer Qualität bald pausieren.',
  'Choose the number that it is for.': 'Wähle die Nummer, für die sie ist.',
  'Many customers blocked or reported it: WhatsApp is going to pause it. Stop sending it for now.':
    'Viele Kunden haben sie blockiert oder gemeldet: WhatsApp wird sie pausieren. Sende sie vorerst nicht mehr.',
  'WhatsApp is going to make it {{next}} instead of {{old}}: its price and its rules change.':
    'WhatsApp macht {{next}} statt {{old}} daraus: Preis und Regeln ändern sich.',
  'Its variables ({{names}}) are not what WhatsApp can fill: sync it again':
    'Ihre Platzhalter ({{names}}) kann WhatsApp so nicht füllen: Lies die Vorlagen neu ein.',
  'It has a {{what}} of a kind that this version of Parley can’t fill ({{type}}): update Parley, or send another template':
    'Sie hat einen Teil, den dieses Parley nicht füllen kann ({{what}}, {{type}}): Aktualisiere Parley, oder sende eine andere Vorlage.',
  'When “{{name}}” ends': 'Wann „{{name}}“ endet',
  'Card {{count}}: {{text}}': 'Karte {{count}}: {{text}}',
  'Header · {{name}}': 'Kopf · {{name}}',
  'Text · {{name}}': 'Text · {{name}}',
  Code: 'Code',
  Place: 'Ort',
  Product: 'Produkt',
  'Moving picture': 'Bewegtes Bild',
  Picture: 'Bild',
  Video: 'Video',
  Document: 'Dokument',
  'Button “{{name}}”: what a tap sends back': 'Knopf „{{name}}“: was ein Tippen zurücksendet',
  'Button “{{name}}”: end of the link': 'Knopf „{{name}}“: Ende des Links',
  'Button “{{name}}”: code': 'Knopf „{{name}}“: Code',
  'Button “{{name}}”: token': 'Knopf „{{name}}“: Token',
  'Button “{{name}}”: data of its first screen': 'Knopf „{{name}}“: Daten der ersten Seite',
  'Button “{{name}}”: product to show': 'Knopf „{{name}}“: Produkt zum Zeigen',
  'Button “{{name}}”: products': 'Knopf „{{name}}“: Produkte',
  'Button “{{name}}”: order': 'Knopf „{{name}}“: Bestellung',
  'Fill this in': 'Fülle das aus',
  'Keep this on one line: no line breaks, tabs or rows of blanks':
    'Bleib in einer Zeile: keine Zeilenumbrüche, Tabulatoren oder Reihen von Leerzeichen',
  'Replace the {{placeholder}}: the customer would read the braces':
    'Ersetze {{placeholder}}: Der Kunde würde die Klammern lesen',
  'Leave out the blanks: this is part of a link': 'Lass die Leerzeichen weg: Das ist Teil eines Links',
  'Say where it is': 'Sag, wo es ist',
  'This is no latitude': 'Das ist kein Breitengrad',
  'This is no longitude': 'Das ist kein Längengrad',
  'Name the product': 'Nenne das Produkt',
  'This is too long for a product': 'Das ist zu lang für ein Produkt',
  'Give the section a title': 'Gib dem Abschnitt einen Titel',
  'Shorten the title to 24 characters': 'Kürze den Titel auf 24 Zeichen',
  'Choose a product': 'Wähle ein Produkt',
  'WhatsApp takes at most {{count}} sections': 'WhatsApp nimmt höchstens {{count}} Abschnitte',
  'WhatsApp takes at most {{count}} products': 'WhatsApp nimmt höchstens {{count}} Produkte',
  'Say when it ends': 'Sag, wann es endet',
  'This is too far away': 'Das ist zu weit weg',
  'This must be a JSON object': 'Das muss ein JSON-Objekt sein',
  'This has passed: the offer must end later than now': 'Das ist vorbei: Das Angebot muss in der Zukunft enden',
  'Shorten this to {{limit}} characters: it has {{length}}': 'Kürze das auf {{limit}} Zeichen: Es hat {{length}}',
  'is not right': 'stimmt nicht',
  'is missing': 'fehlt',
  'With these values the text is {{over}} characters longer than the {{limit}} WhatsApp takes':
    'Mit diesen Werten ist der Text {{over}} Zeichen länger als die {{limit}}, die WhatsApp nimmt',

  // The connection doctor
  'Generate a new token in the Meta Developer Portal and enter it in Admin → Accounts':
    'Erzeuge im Meta Developer Portal ein neues Token und trage es unter Verwaltung → Konten ein.',
  'Meta tells no permissions of a token that it refuses':
    'Über ein Token, das Meta ablehnt, nennt es keine Berechtigungen.',
  'Look at the network of this server': 'Sieh dir das Netz dieses Servers an.',
  'Meta refuses it with code {{code}}: {{details}}': 'Meta lehnt es mit Code {{code}} ab: {{details}}',
  '(#190) Invalid OAuth 2.0 Access Token{{sub}}: {{details}}':
    '(#190) Invalid OAuth 2.0 Access Token{{sub}}: {{details}}',
  'Meta accepts it; it {{text}}': 'Meta nimmt es an; es {{text}}.',
  'Meta accepts it, but it {{text}}': 'Meta nimmt es an, aber es {{text}}.',
  'never ends': 'läuft nie ab',
  'ends on {{time}}': 'läuft am {{time}} ab',
  'Enter a new token before then': 'Trage vorher ein neues Token ein.',
  'whatsapp_business_management and whatsapp_business_messaging are given':
    'whatsapp_business_management und whatsapp_business_messaging sind gegeben.',
  '{{scopes}} is not given': '{{scopes}} ist nicht gegeben.',
  'Generate the token again with both permissions ticked':
    'Erzeuge das Token noch einmal, mit beiden Berechtigungen angehakt.',
  'Correct the WhatsApp Business Account ID in Admin → Accounts, or share the account with the token':
    'Berichtige die Business-Account-ID unter Verwaltung → Konten, oder teile den Account mit dem Token.',
  'The token was not given for account {{id}}': 'Das Token gilt nicht für den Account {{id}}.',
  'The token sees account {{id}}{{name}}': 'Das Token sieht den Account {{id}}{{name}}.',
  'Correct the Phone Number ID in Admin → Accounts': 'Berichtige die Telefonnummer-ID unter Verwaltung → Konten.',
  '{{number}} is not a number of account {{id}}': '{{number}} ist keine Nummer des Accounts {{id}}.',
  'The number can’t be seen': 'Die Nummer ist nicht zu sehen.',
  'status {{status}}, platform {{platform}}': 'Status {{status}}, Plattform {{platform}}',
  'Verify the number again in WhatsApp Manager, then register it':
    'Bestätige die Nummer im WhatsApp Manager noch einmal, dann registriere sie.',
  'Connect the number again by sign-up, or register it in WhatsApp Manager':
    'Verbinde die Nummer noch einmal über Metas Dialog, oder registriere sie im WhatsApp Manager.',
  'Save the number again in Admin → Accounts: that subscribes the app to its account':
    'Speichere die Nummer unter Verwaltung → Konten noch einmal: Das abonniert die App bei ihrem Account.',
  'No app is subscribed to the account': 'Keine App hat den Account abonniert.',
  'App {{app}} is not subscribed, only {{others}}': 'App {{app}} hat ihn nicht abonniert, nur {{others}}.',
  'App {{app}} is subscribed': 'App {{app}} hat ihn abonniert.',
  'Without a public address Meta has nowhere to call back to':
    'Ohne öffentliche Adresse kann Meta nirgends zurückrufen.',
  'The subscribed apps can’t be seen': 'Die abonnierten Apps sind nicht zu sehen.',
  'Meta calls {{url}} instead of {{ours}}': 'Meta ruft {{url}} statt {{ours}}.',
  'Meta calls {{url}}': 'Meta ruft {{url}}.',
  'Meta knows no callback': 'Meta kennt keinen Rückruf.',
  'Save the number again in Admin → Accounts: that sets the callback':
    'Speichere die Nummer unter Verwaltung → Konten noch einmal: Das setzt den Rückruf.',
  'Only the app can tell': 'Das weiß nur die App.',
  'Set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET': 'Setze WHATSAPP_APP_ID und WHATSAPP_APP_SECRET.',
  'In the Meta app open WhatsApp → Configuration → Webhooks and subscribe them. There is no field message_status: statuses come with messages':
    'Öffne in der Meta-App WhatsApp → Configuration → Webhooks und abonniere sie. Ein Feld message_status gibt es nicht: Der Status kommt mit messages.',
  'The app itself has no webhook for WhatsApp': 'Die App selbst hat keinen Webhook für WhatsApp.',
  '{{name}} is not subscribed': '{{name}} ist nicht abonniert.',
  '{{count}} fields are subscribed': '{{count}} Felder sind abonniert.',
  'not subscribed: {{names}}': 'nicht abonniert: {{names}}',
  'quality {{quality}}, status {{status}}': 'Qualität {{quality}}, Status {{status}}',
  'quality {{quality}}': 'Qualität {{quality}}',
  'Send less, and only what people asked for, until it recovers':
    'Sende weniger, und nur, worum Leute gebeten haben, bis sie sich erholt.',
  'People block or report this number: look at what is sent':
    'Leute blockieren oder melden diese Nummer: Sieh nach, was gesendet wird.',
  'Meta tells nothing about the health of this number': 'Meta sagt nichts über den Zustand dieser Nummer.',
  'Meta lets this number send': 'Meta lässt diese Nummer senden.',
  'can send: {{status}}. {{details}}': 'Darf senden: {{status}}. {{details}}',
  'can send: {{status}}.': 'Darf senden: {{status}}.',
  'Look at the account in WhatsApp Manager': 'Sieh dir den Account im WhatsApp Manager an.',
  'Asked about {{text}}, Meta says{{code}}: {{text2}}': 'Gefragt nach {{text}}, sagt Meta{{code}}: {{text2}}',
  'account {{id}}': 'Account {{id}}',
  'number {{id}}': 'Nummer {{id}}',
  'the subscribed apps': 'den abonnierten Apps',
  'the app’s fields': 'den Feldern der App',
  'Meta’s answer can’t be read': 'Metas Antwort ist nicht zu lesen.',
  'Meta could not be reached': 'Meta war nicht zu erreichen.',
  'It could not be looked at': 'Das ließ sich nicht ansehen.',
  'This account uses an endpoint: its health is checked there':
    'Diese Nummer benutzt einen Endpunkt: Ihr Zustand wird dort geprüft.',
  'Enter the token in Admin → Accounts': 'Trage das Token unter Verwaltung → Konten ein.',
  'No test message was asked for': 'Es wurde keine Testnachricht verlangt.',
  'Send one to a phone of your own': 'Sende eine an ein eigenes Telefon.',
  'WhatsApp refused the test message ({{code}}): {{details}}':
    'WhatsApp hat die Testnachricht abgelehnt ({{code}}): {{details}}',
  'See the message itself': 'Sieh dir die Nachricht selbst an.',
  'The test message is held: this number can’t send':
    'Die Testnachricht wird gehalten: Diese Nummer kann nicht senden.',
  'Mend the checks above first': 'Behebe zuerst die Prüfungen darüber.',
  'WhatsApp did not answer': 'WhatsApp hat nicht geantwortet.',
  'Look at the network of this server, then try again':
    'Sieh dir das Netz dieses Servers an, dann versuche es noch einmal.',
  'WhatsApp took the test message, but no status has come back yet':
    'WhatsApp hat die Testnachricht genommen, aber noch kam kein Status zurück.',
  'Mend callback, verify token, signature and fields above': 'Behebe darüber Rückruf, Prüftoken, Signatur und Felder.',
  'WhatsApp took the test message, and its status came back: {{text}}':
    'WhatsApp hat die Testnachricht genommen, und ihr Status kam zurück: {{text}}.',
  sent: 'gesendet',
  delivered: 'zugestellt',
  read: 'gelesen',
  played: 'abgespielt',
  'PUBLIC_URL is not set: this server can send, but nothing can come in':
    'PUBLIC_URL ist nicht gesetzt: Dieser Server kann senden, aber nichts kann hereinkommen.',
  'Set PUBLIC_URL to the https address under which the internet reaches this server':
    'Setze PUBLIC_URL auf die https-Adresse, unter der das Internet diesen Server erreicht.',
  'Without a public address': 'Ohne öffentliche Adresse.',
  '{{url}} does not answer': '{{url}} antwortet nicht.',
  'Let the address lead to this server (DNS, proxy, firewall)':
    'Lass die Adresse zu diesem Server führen (DNS, Proxy, Firewall).',
  'The public address does not answer': 'Die öffentliche Adresse antwortet nicht.',
  '{{url}} answers': '{{url}} antwortet.',
  'The account’s verify token opens the webhook': 'Das Prüftoken der Nummer öffnet den Webhook.',
  'The handshake with the account’s verify token was answered {{status}}':
    'Auf das Prüftoken der Nummer kam die Antwort {{status}}.',
  'The address leads to another server, or the account is switched off: switch it on, or correct PUBLIC_URL':
    'Die Adresse führt zu einem anderen Server, oder die Nummer ist abgeschaltet: Schalte sie ein, oder berichtige PUBLIC_URL.',
  'The handshake failed': 'Die Prüfung des Tokens ist gescheitert.',
  'No app secret is set: every webhook is refused': 'Kein App-Geheimnis ist gesetzt: Jeder Webhook wird abgewiesen.',
  'Set WHATSAPP_APP_SECRET': 'Setze WHATSAPP_APP_SECRET.',
  'A signed webhook is taken, an unsigned one refused':
    'Ein signierter Webhook wird genommen, ein unsignierter abgewiesen.',
  'A signed webhook was answered {{text}}, an unsigned one {{text2}}':
    'Auf einen signierten Webhook kam: {{text}}; auf einen unsignierten: {{text2}}.',
  'not at all': 'gar nichts',
  'Let the proxy before this server pass bodies and the header X-Hub-Signature-256 on unchanged':
    'Lass den Proxy vor diesem Server den Inhalt und den Header X-Hub-Signature-256 unverändert weitergeben.',

  // Where the server keeps tokens elsewhere
  'AWS Secrets Manager has no such secret': 'AWS Secrets Manager hat kein solches Geheimnis.',
  'AWS does not let this server read it': 'AWS lässt diesen Server es nicht lesen.',
  'HashiCorp Vault can’t be reached': 'HashiCorp Vault ist nicht zu erreichen.',
  'HashiCorp Vault has no such secret': 'HashiCorp Vault hat kein solches Geheimnis.',
  'the secret has no such field': 'Das Geheimnis hat kein solches Feld.',

  // What is wrong with one value: said behind the name of its field
  'is empty': 'ist leer',
  'is not valid': 'ist nicht gültig',
  'is not what this route takes': 'wird so nicht angenommen',
  'is not what WhatsApp takes': 'ist nicht, was WhatsApp nimmt',
  'must be a number': 'muss eine Zahl sein',
  'must be one of {{values}}': 'muss eines von diesen sein: {{values}}',
  'must be a UUID': 'muss eine UUID sein',
  'must be a short name': 'muss ein kurzer Name sein',
  'must be 7 to 15 digits': 'muss 7 bis 15 Ziffern haben',
  'must be six digits': 'muss sechs Ziffern haben',
  'must have at least 12 characters': 'muss mindestens 12 Zeichen haben',
  'must be a time before the year 10000': 'muss eine Zeit vor dem Jahr 10000 sein',
  'must be a time zone like Europe/Berlin': 'muss eine Zeitzone wie Europe/Berlin sein',
  'may name each day once': 'darf jeden Tag nur einmal nennen',
  'needs a text to be sent': 'braucht einen Text zum Senden',
  'need different names': 'brauchen verschiedene Namen',
  'letters, digits, - and _': 'nur Buchstaben, Ziffern, - und _',
  'must be one word: letters, digits, _ and -': 'muss ein Wort sein: Buchstaben, Ziffern, _ und -',
  'must be one emoji': 'muss ein Emoji sein',
  'is longer than the {{limit}} characters WhatsApp allows':
    'ist länger als die {{limit}} Zeichen, die WhatsApp erlaubt',
  'can’t stand under a sound or a sticker: send it as a text of its own':
    'kann nicht unter einem Ton oder Sticker stehen: Sende ihn als eigenen Text',
  'is only for sounds': 'ist nur für Töne',
  'must be the name of a template: small letters, digits and _':
    'muss der Name einer Vorlage sein: kleine Buchstaben, Ziffern und _',
  'must be a language code such as en_US': 'muss ein Sprachcode wie en_US sein',
  'must be a public https address': 'muss eine öffentliche https-Adresse sein',
  'must be the digits of a media id of WhatsApp, or the id of a file of Parley':
    'muss die Kennung einer Datei von WhatsApp oder Parley sein',
  'needs either the id of a file or a link': 'braucht die Kennung einer Datei oder einen Link',
  'are more than the {{count}} WhatsApp allows': 'sind mehr als die {{count}}, die WhatsApp erlaubt',
  'have an id twice': 'haben eine Kennung doppelt',
  'have a title twice': 'haben einen Titel doppelt',
  'have a row id twice': 'haben die Kennung einer Zeile doppelt',
  'all need a title when there is more than one': 'brauchen alle einen Titel, wenn es mehr als einen gibt',
  'have more than {{count}} rows in all': 'haben zusammen mehr als {{count}} Zeilen',
  'have more than {{count}} products in all': 'haben zusammen mehr als {{count}} Produkte',
  'has more than 2 line breaks': 'hat mehr als 2 Zeilenumbrüche',
  'needs either flow_id or flow_name': 'braucht flow_id oder flow_name',
  'must be at least {{count}}': 'muss mindestens {{count}} sein',
  'must be at most {{count}}': 'darf höchstens {{count}} sein',
  'must be numbered from 0': 'muss ab 0 gezählt sein',
  'is too much at once': 'ist zu viel auf einmal',
  'must hold at least a BODY': 'muss mindestens einen Text (BODY) enthalten',
  'holds nothing to change: give category, components or ttlSeconds': 'enthält nichts zu ändern',
  'must name at least one event': 'muss mindestens ein Ereignis nennen',
  'must be the digits of a phone number ID': 'muss aus den Ziffern einer Telefonnummer-ID bestehen',
  'must be the digits of a WhatsApp Business Account ID': 'muss aus den Ziffern einer Business-Account-ID bestehen',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'are at most {{count}} at a time': 'sind höchstens {{count}} auf einmal',
  'must be 32 bytes in base64': 'muss 32 Bytes in Base64 sein',
  'Too small: expected string to have >={{count}} characters': 'muss mindestens {{count}} Zeichen haben',
  'Too big: expected string to have <={{count}} characters': 'darf höchstens {{count}} Zeichen haben',
  'Too small: expected array to have >={{count}} items': 'braucht mindestens {{count}} Einträge',
  'Too big: expected array to have <={{count}} items': 'darf höchstens {{count}} Einträge haben',
  'Too small: expected number to be >={{count}}': 'muss mindestens {{count}} sein',
  'Too big: expected number to be <={{count}}': 'darf höchstens {{count}} sein',
  'Invalid input: expected {{type}}, received undefined': 'fehlt',
  'Invalid input: expected {{type}}, received {{given}}': 'hat die falsche Art',
  'Invalid input': 'ist nicht gültig',
  'Invalid email address': 'ist keine E-Mail-Adresse',
  'Invalid URL': 'ist keine Webadresse',
  'Invalid option: expected one of {{values}}': 'muss eines von diesen sein: {{values}}',
};
