import type { Sentences } from './sentences.ts';

// What main and the server say in English, in Arabic. Longer than 300 lines: it is a list.

export const ar: Sentences = {
  // Signing in, one’s own account, rights
  'Something went wrong in Parley itself. Nothing you typed is lost; please try again.':
    'حدث خلل في Parley نفسه. لم يضع شيء مما كتبته؛ حاول مرة أخرى.',
  'Sign in first': 'سجّل الدخول أولًا.',
  'Please sign in.': 'سجّل الدخول من فضلك.',
  'Your sign-in has expired; sign in again': 'انتهت مدة دخولك: سجّل الدخول مجددًا.',
  'This sign-in was ended; sign in again': 'أُنهي هذا الدخول: سجّل الدخول مجددًا.',
  'Your sign-in has ended; sign in again': 'انتهى دخولك: سجّل الدخول مجددًا.',
  'This desktop was signed out by an admin or from another desktop': 'سُجّل خروج هذا الحاسوب بيد مشرف أو من حاسوب آخر.',
  'The access of this desktop was ended. Sign in again to go on.': 'أُنهي وصول هذا الحاسوب. سجّل الدخول مجددًا للمتابعة.',
  'The e-mail address or the password is wrong': 'عنوان البريد أو كلمة المرور غير صحيح.',
  'Enter the code that your authenticator app shows': 'أدخل الرمز الذي يظهر في تطبيق المصادقة.',
  'The code is wrong or was used already': 'الرمز غير صحيح أو استُخدم من قبل.',
  'The password is wrong': 'كلمة المرور غير صحيحة.',
  'Too many failed sign-ins; try again in {{text}}': 'محاولات فاشلة كثيرة: حاول مجددًا بعد {{text}}.',
  '{{count}} seconds': '{{count}} ثانية',
  '{{count}} minutes': '{{count}} دقيقة',
  '1 minute': 'دقيقة',
  'Too many people are signing in; try again in a few seconds': 'يسجّل كثيرون الدخول الآن: حاول بعد ثوانٍ.',
  'Too many requests; try again in {{seconds}} s': 'طلبات كثيرة: حاول بعد {{seconds}} ث.',
  'Too many requests at once. Wait a second and try again.': 'طلبات كثيرة دفعة واحدة. انتظر ثانية وحاول مجددًا.',
  'Too many links at once. Wait a few seconds and try again.': 'روابط كثيرة دفعة واحدة. انتظر ثواني وحاول مجددًا.',
  'Confirm that it is you: enter your password, or a code of your authenticator app':
    'أثبت أنك أنت: أدخل كلمة مرورك أو رمزًا من تطبيق المصادقة.',
  'Give your password once more, to show that it is you.': 'أدخل كلمة مرورك مرة أخرى لتثبت أنك أنت.',
  'Your company asks its admins for a second factor: it can’t be switched off':
    'تطلب شركتك من مشرفيها عاملًا ثانيًا: لا يمكن إيقافه.',
  'Your company asks its admins for a second factor: set up your authenticator app':
    'تطلب شركتك من مشرفيها عاملًا ثانيًا: أعدّ تطبيق المصادقة.',
  'You already have a second factor: switch it off before you set up another': 'لديك عامل ثانٍ: أوقفه قبل أن تُعدّ غيره.',
  'Begin with a new secret: none is waiting to be confirmed': 'ابدأ بسر جديد: لا سر ينتظر التأكيد.',
  'is not what the app shows now; check the clock of your phone': 'ليس ما يظهر في التطبيق الآن؛ راجع ساعة هاتفك',
  'You have no second factor': 'ليس لديك عامل ثانٍ.',
  'There is no such session': 'لا يوجد هذا الدخول.',
  'Your role does not allow this; ask an admin of your company': 'لا يسمح دورك بذلك: اسأل مشرفًا في شركتك.',
  'Your role ({{role}}) does not allow this. An admin can change it.':
    'لا يسمح دورك ({{role}}) بذلك. يستطيع مشرف تغييره.',
  'Your role keeps things for you alone: ask a marketer or an admin to share them':
    'يحفظ دورك الأشياء لك وحدك: اطلب من مسوّق أو مشرف أن يشاركها.',
  'This is not allowed': 'هذا غير مسموح.',
  'This server is already set up; sign in instead': 'هذا الخادم مُعدّ من قبل: سجّل الدخول.',
  'This company is suspended: ask whoever runs this Parley server to resume it':
    'هذه الشركة معلّقة: اطلب ممن يدير خادم Parley استئنافها.',
  'This server belongs to a Parley desktop and serves only that': 'هذا الخادم تابع لـ Parley على حاسوب ويخدمه وحده.',
  'This server does not answer under that name: set PUBLIC_URL to its address':
    'لا يجيب هذا الخادم بهذا الاسم: اضبط PUBLIC_URL على عنوانه.',
  'This link was used, has expired or was withdrawn: ask an admin for a new one':
    'استُخدم هذا الرابط أو انتهت مدته أو سُحب: اطلب من مشرف رابطًا جديدًا.',

  // The server: the line to it, its answers
  'The server at {{host}} cannot be reached.': 'لا يمكن الوصول إلى الخادم {{host}}.',
  'The server did not answer.': 'لم يجب الخادم.',
  'The answer did not come from a Parley server.': 'لم تأتِ الإجابة من خادم Parley.',
  'The server gave an answer that this Parley does not understand.': 'أعطى الخادم إجابة لا يفهمها هذا الإصدار من Parley.',
  'The server does not go on with its change log.': 'لا يواصل الخادم سجل تغييراته.',
  'There is no line to the server right now.': 'لا اتصال بالخادم الآن.',
  'There is nothing at this address': 'لا شيء على هذا العنوان.',
  'The request took too long to arrive': 'استغرق وصول الطلب وقتًا طويلًا.',
  'The request is larger than this route takes': 'الطلب أكبر مما يقبله الخادم.',
  'The request is malformed': 'الطلب غير سليم.',
  'This desktop must load its data anew': 'على هذا الحاسوب أن يحمّل بياناته من جديد.',
  'This company has no change log': 'ليس لهذه الشركة سجل تغييرات.',
  'This server does not know how to do that yet': 'لا يعرف هذا الخادم ذلك بعد: يحتاج إلى إصدار أحدث.',
  'This server does not take that: look at it once more': 'لا يقبل الخادم ذلك: انظر فيه مرة أخرى.',
  'New messages arrive at once.': 'تصل الرسائل الجديدة فورًا.',
  'No live connection: the server is asked every 25 seconds.': 'لا اتصال مباشر: يُسأل الخادم كل 25 ثانية.',
  'No live connection: new messages come when the server can be reached again.':
    'لا اتصال مباشر: تصل الرسائل الجديدة حين يعود الوصول إلى الخادم.',
  'The server answers.': 'الخادم يجيب.',
  'Not known while the server cannot be reached.': 'غير معروف ما دام الوصول إلى الخادم متعذرًا.',
  'WhatsApp accepts messages.': 'يقبل واتساب الرسائل.',
  'WhatsApp does not answer the server. Messages wait there and are sent when it does.':
    'لا يجيب واتساب الخادم. تنتظر الرسائل هناك وتُرسل حين يجيب.',
  'Nothing was sent to WhatsApp since the server started.': 'لم يُرسل شيء إلى واتساب منذ بدء الخادم.',
  'WhatsApp delivers messages to the server.': 'يوصل واتساب الرسائل إلى الخادم.',
  'WhatsApp delivered nothing since the server started.': 'لم يوصل واتساب شيئًا منذ بدء الخادم.',
  'WhatsApp cannot reach this server: messages can be sent but not received.':
    'لا يصل واتساب إلى هذا الخادم: يمكن الإرسال لا الاستقبال.',
  'The disk of this computer is full: nothing new is loaded until there is space.':
    'قرص هذا الحاسوب ممتلئ: لا يُحمّل جديد حتى يتوفر مكان.',
  'Parley cannot write to its folder: nothing new is loaded until it can.':
    'لا يستطيع Parley الكتابة في مجلده: لا يُحمّل جديد حتى يستطيع.',

  // This computer: keys, lock, windows, the local store
  'Parley is locked': 'Parley مقفل.',
  'Parley is locked. Unlock it to go on.': 'Parley مقفل. افتح القفل للمتابعة.',
  'That is not the PIN or passphrase of this desktop.': 'ليس هذا رمز PIN أو عبارة مرور هذا الحاسوب.',
  'This is not the passphrase of this computer’s Parley.': 'ليست هذه عبارة مرور Parley على هذا الحاسوب.',
  'Too many wrong tries. Wait a moment and try again.': 'محاولات خاطئة كثيرة. انتظر قليلًا وحاول مجددًا.',
  'Parley’s keys are not open yet.': 'لم تُفتح مفاتيح Parley بعد.',
  'The {{purpose}} key of this workspace is damaged': 'مفتاح لهذه المساحة تالف ({{purpose}}).',
  'This workspace’s keys come back with its recovery key; enter it first.':
    'تعود مفاتيح هذه المساحة بمفتاح الاسترداد: أدخله أولًا.',
  'This workspace has its keys already': 'لهذه المساحة مفاتيحها من قبل.',
  'A recovery key has six groups of six letters and digits.': 'في مفتاح الاسترداد ست مجموعات من ستة أحرف وأرقام.',
  'This recovery key has a typing mistake: its check digits do not fit.':
    'في مفتاح الاسترداد خطأ كتابة: لا تطابق أرقام التحقق.',
  'This recovery key does not belong to the data on this computer.': 'لا يخص مفتاح الاسترداد هذا بيانات هذا الحاسوب.',
  'This recovery key is not the one of this backup': 'ليس هذا مفتاح استرداد هذه النسخة.',
  'No recovery key is asked for right now.': 'لا يُطلب مفتاح استرداد الآن.',
  'Nobody is signed in on this desktop.': 'لم يسجّل أحد الدخول على هذا الحاسوب.',
  'Nobody is signed in to this workspace': 'لم يسجّل أحد الدخول إلى هذه المساحة.',
  'Nobody is asked to sign in right now.': 'لا يُطلب من أحد تسجيل الدخول الآن.',
  'There is nothing to sign in to right now.': 'لا شيء تسجّل الدخول إليه الآن.',
  'This workspace is not here any more.': 'لم تعد هذه المساحة هنا.',
  '{{count}} unsent changes of another user are still in this workspace':
    'في هذه المساحة {{count}} من تغييرات شخص آخر لم تُرسل بعد.',
  'Without a keychain the company’s data could not be opened again. Start the keychain first.':
    'لا يمكن فتح بيانات الشركة مجددًا بلا سلسلة مفاتيح. شغّلها أولًا.',
  'There is a company on this computer already. Choose it in the list of workspaces.':
    'على هذا الحاسوب شركة من قبل. اخترها في قائمة المساحات.',
  'Another company is on this computer: restore on one without.':
    'على هذا الحاسوب شركة أخرى: استرجع على حاسوب بلا شركة.',
  'There is no company on this computer.': 'لا شركة على هذا الحاسوب.',
  'No company on this computer is open.': 'لا شركة مفتوحة على هذا الحاسوب.',
  'The company’s data is on this computer and nowhere else. It stays in the list.':
    'بيانات الشركة على هذا الحاسوب وحده. تبقى في القائمة.',
  'Only the demo’s own people can be chosen.': 'لا يُختار إلا أشخاص العرض التجريبي.',
  'This computer has not reached its server for a week: connect it, then go on.':
    'لم يصل هذا الحاسوب إلى خادمه منذ أسبوع: صِله ثم تابع.',
  'The first sync has not finished yet.': 'لم تكتمل المزامنة الأولى بعد.',
  'The local store has stopped. Restart Parley; nothing that was saved is lost.':
    'توقف المخزن المحلي. أعد تشغيل Parley؛ لم يضع شيء محفوظ.',
  'The disk of this computer is full. Free some space; what you typed is kept.':
    'قرص هذا الحاسوب ممتلئ. أفرغ مساحة؛ ما كتبته محفوظ.',
  'Parley cannot write to its folder on this computer.': 'لا يستطيع Parley الكتابة في مجلده على هذا الحاسوب.',
  '{{count}} conversations have windows of their own. Close one of them first.':
    '{{count}} محادثات لها نوافذ خاصة. أغلق واحدة منها أولًا.',
  'Parley opens only web pages (https) and mail addresses.': 'يفتح Parley صفحات الويب (https) وعناوين البريد فقط.',
  'This is more than Parley takes in one step ({{size}} KB). Shorten the text and try again.':
    'هذا أكثر مما يقبله Parley دفعة واحدة ({{size}} ك.ب). اختصر النص وحاول مجددًا.',
  "That can't be done as asked{{details}}": 'لا يمكن ذلك كما طُلب{{details}}',
  'This window may not ask for that.': 'لا يجوز لهذه النافذة طلب ذلك.',
  'This is not a web address. It looks like https://parley.example.com.':
    'ليس هذا عنوان ويب. يبدو العنوان هكذا: https://parley.example.com',
  'Leave user name and password out of the address; you sign in afterwards.':
    'لا تضع اسم المستخدم وكلمة المرور في العنوان؛ تسجّل الدخول بعد ذلك.',
  'The address must begin with https://. Only servers on this computer may use http://.':
    'يجب أن يبدأ العنوان بـ https://. يجوز http:// لخوادم هذا الحاسوب فقط.',
  'This is not an e-mail address.': 'ليس هذا عنوان بريد.',
  'The password must have 12 to 256 characters.': 'يجب أن تكون كلمة المرور من 12 إلى 256 حرفًا.',
  'Parley works with new keys. What the old ones protected is kept aside for 7 days; messages come from the server again.':
    'يعمل Parley بمفاتيح جديدة. يُحفظ ما حمته القديمة 7 أيام؛ وتأتي الرسائل من الخادم مجددًا.',
  'The system’s keychain has a new key. Parley’s own keys were stored again under it.':
    'لسلسلة مفاتيح النظام مفتاح جديد. حُفظت مفاتيح Parley تحته من جديد.',
  'Nothing is written to the disk in this session: when you quit, messages that were not sent are lost.':
    'لا يُكتب شيء على القرص في هذه الجلسة: عند الإنهاء تضيع الرسائل التي لم تُرسل.',
  'The settings could not be read and begin anew. The unreadable file is kept beside them.':
    'تعذرت قراءة الإعدادات فبدأت من جديد. حُفظ الملف غير المقروء بجانبها.',
  'The local copy of your messages was damaged. It is being loaded again from the server; nothing is lost.':
    'تلفت النسخة المحلية من رسائلك. تُحمّل مجددًا من الخادم؛ لم يضع شيء.',
  'The file with your unsent changes was damaged. {{saved}} of them and {{drafts}} drafts could be saved; please check what you sent last.':
    'تلف ملف تغييراتك التي لم تُرسل. أُنقذ منها {{saved}} ومن المسودات {{drafts}}؛ راجع آخر ما أرسلته.',
  'Something is wrong in Parley itself. Your data is where it was.': 'هناك خلل في Parley نفسه. بياناتك في مكانها.',
  'The backend ended (exit code {{code}}).': 'توقف الخادم على هذا الحاسوب (الرمز {{code}}).',
  'The backend did not become ready within 30 seconds.': 'لم يجهز الخادم على هذا الحاسوب خلال 30 ثانية.',
  'The start was called off.': 'أُلغي التشغيل.',
  'Opening the keychain': 'تُفتح سلسلة المفاتيح',
  'Opening your messages': 'تُفتح رسائلك',
  'Starting the server': 'يبدأ الخادم',
  'Starting the simulator and the server': 'يبدأ المحاكي والخادم',
  'Restoring the backup': 'تُسترجع النسخة الاحتياطية',
  'Going on as {{name}}': 'المتابعة باسم {{name}}',
  'Creating the company': 'تُنشأ الشركة',
  'Connecting three numbers': 'تُربط ثلاثة أرقام',
  'Telling the last 30 days': 'تُروى آخر 30 يومًا',
  'Sorting the inbox': 'يُرتب صندوق الوارد',
  'The demo’s people all have the password “{{password}}”.': 'لكل أشخاص العرض التجريبي كلمة المرور «{{password}}».',
  'The demo’s simulator did not start.': 'لم يبدأ محاكي العرض التجريبي.',
  'The demo’s simulator did not answer as expected.': 'لم يجب محاكي العرض التجريبي كما يُتوقع.',
  'The demo’s messages did not arrive within a minute.': 'لم تصل رسائل العرض التجريبي خلال دقيقة.',
  'The demo could not be arranged: {{text}}': 'تعذر إعداد العرض التجريبي: {{text}}',
  'The demo has no {{email}}': 'ليس في العرض التجريبي {{email}}.',

  // Backups
  'A backup is being written or read. Wait until it is done.': 'تُكتب نسخة احتياطية أو تُقرأ الآن. انتظر حتى تنتهي.',
  'This backup is no longer in the list. Look again.': 'لم تعد هذه النسخة في القائمة. انظر مجددًا.',
  'The backup ended without a result (exit code {{code}}). Try again.':
    'انتهى النسخ بلا نتيجة (الرمز {{code}}). حاول مجددًا.',
  'The backup was cancelled.': 'أُلغي النسخ الاحتياطي.',
  'The backup was written by a newer Parley. Update Parley, then restore it.':
    'كُتبت النسخة بإصدار أحدث من Parley. حدّث Parley ثم استرجعها.',
  'The disk of the backup folder is full. Free some space, or choose another.':
    'قرص مجلد النسخ ممتلئ. أفرغ مساحة أو اختر مجلدًا آخر.',
  'Parley may not write into the backup folder. Choose another one.':
    'لا يجوز لـ Parley الكتابة في مجلد النسخ. اختر غيره.',
  'The folder {{folder}} is not there. Plug in its disk, or choose another folder.':
    'المجلد {{folder}} غير موجود. صِل قرصه أو اختر مجلدًا آخر.',
  'This backup holds no keys of a company.': 'ليس في هذه النسخة مفاتيح شركة.',
  'The copy of the database is damaged': 'نسخة قاعدة البيانات تالفة.',
  'The copy of the database is not complete': 'نسخة قاعدة البيانات غير كاملة.',
  'It was planned before a backup was restored, and may have been sent since. Plan it again, or cancel it.':
    'جُدولت قبل استرجاع نسخة احتياطية، وربما أُرسلت بعدها. جدولها مجددًا أو ألغها.',

  // Conversations, messages, notes
  'This conversation is not here any more.': 'لم تعد هذه المحادثة هنا.',
  'The conversation is not there any more': 'لم تعد المحادثة موجودة.',
  'There is no such conversation': 'لا توجد هذه المحادثة.',
  'This message is not in the conversation any more.': 'لم تعد هذه الرسالة في المحادثة.',
  'There is no such message': 'لا توجد هذه الرسالة.',
  'There is already a message with this id': 'توجد رسالة بهذا المعرّف من قبل.',
  'Only a reply can be sent again.': 'لا يُعاد إرسال شيء غير الرد.',
  'This can’t be taken back any more.': 'لم يعد التراجع عن هذا ممكنًا.',
  'Too late to take it back: it is already on its way': 'فات وقت التراجع: هي في الطريق.',
  'Only a message can be taken back': 'لا يُتراجع إلا عن رسالة.',
  'Nothing is to be decided about this message any more': 'لم يبقَ ما يُقرر بشأن هذه الرسالة.',
  'This is no longer in the outbox': 'لم يعد هذا في صندوق الصادر.',
  'It is no longer in doubt whether this message was sent': 'لم يعد إرسال هذه الرسالة محل شك.',
  'A colleague is answering this': 'يجيب أحد الزملاء الآن.',
  'A colleague has answered meanwhile': 'أجاب أحد الزملاء في الأثناء.',
  'A colleague was faster': 'سبقك أحد الزملاء.',
  'The customer has written meanwhile: the conversation stays in the inbox':
    'كتب العميل في الأثناء: تبقى المحادثة في صندوق الوارد.',
  'This person can’t answer customers': 'لا يستطيع هذا الشخص الرد على العملاء.',
  'This time has passed: snooze until a later one': 'مضى هذا الوقت: أجّل إلى وقت لاحق.',
  'A conversation can have {{count}} tags: remove one first': 'للمحادثة {{count}} وسمًا على الأكثر: أزل واحدًا أولًا.',
  'Hand it over to a colleague: you have it already': 'سلّمها لزميل: هي عندك من قبل.',
  'A note can only name people of your company': 'لا تذكر الملاحظة إلا أشخاصًا من شركتك.',
  'A message can be planned for at most a year ahead': 'تُجدول الرسالة إلى سنة على الأكثر.',
  'There is no such planned message in this conversation': 'لا توجد هذه الرسالة المجدولة في المحادثة.',
  'This message has already gone out, or a colleague cancelled it': 'خرجت هذه الرسالة من قبل أو ألغاها أحد الزملاء.',
  'The number of this conversation was removed': 'أُزيل رقم هذه المحادثة.',
  'This customer has not written yet: WhatsApp allows only a template as the first message.':
    'لم يكتب هذا العميل بعد: لا يسمح واتساب إلا بقالب كأول رسالة.',
  'More than 24 hours since the customer wrote: WhatsApp allows only a template now.':
    'مضت أكثر من 24 ساعة منذ كتب العميل: لا يسمح واتساب الآن إلا بقالب.',
  'This customer has not written to this number yet': 'لم يكتب هذا العميل إلى هذا الرقم بعد',
  'More than 24 hours have passed since the customer wrote': 'مضت أكثر من 24 ساعة منذ كتب العميل',
  '{{text}}: send an approved template, or wait until they write':
    '{{text}}: أرسل قالبًا موافقًا عليه أو انتظر حتى يكتب.',
  'The quoted message is not one of this conversation': 'الرسالة المقتبسة ليست من هذه المحادثة.',
  'WhatsApp does not have this message, so nobody can react to it':
    'ليست هذه الرسالة لدى واتساب، فلا يمكن التفاعل معها.',
  'WhatsApp takes reactions to messages of the last 30 days only': 'يقبل واتساب التفاعل مع رسائل آخر 30 يومًا فقط.',
  'The message {{text}}.': 'الرسالة {{text}}.',
  'The reply {{text}}': 'الرد {{text}}.',
  'cannot be sent': 'لا يمكن إرسالها',
  '{{text}} Your text is kept as a draft.': '{{text}} نصك محفوظ كمسودة.',
  'This id was used for another command': 'استُخدم هذا المعرّف لأمر آخر.',
  'The message is gone': 'لم تعد الرسالة موجودة.',
  'This number has no usable access token': 'ليس لهذا الرقم رمز وصول صالح.',
  'No phone number or WhatsApp id of this contact is known': 'لا يُعرف لجهة الاتصال رقم هاتف ولا معرّف واتساب.',
  'No phone number of this contact is known': 'لا يُعرف رقم هاتف لجهة الاتصال.',
  'The access token was replaced meanwhile': 'استُبدل رمز الوصول في الأثناء.',
  'The message is not known to WhatsApp': 'لا يعرف واتساب هذه الرسالة.',
  'The file could not be uploaded to WhatsApp': 'تعذر رفع الملف إلى واتساب.',
  'WhatsApp refused the message': 'رفض واتساب الرسالة.',
  'This person does not want to be written to': 'لا يريد هذا الشخص أن يُكتب إليه.',
  'Numbers linked by QR code have no templates: write the text itself':
    'لا قوالب للأرقام المرتبطة برمز QR: اكتب النص نفسه.',
  'Numbers linked by QR code can’t send buttons, lists and flows: write the text itself':
    'لا ترسل الأرقام المرتبطة برمز QR أزرارًا وقوائم وتدفقات: اكتب النص نفسه.',
  'Numbers linked by QR code can’t send this kind of message': 'لا ترسل الأرقام المرتبطة برمز QR هذا النوع من الرسائل.',
  'This file is at Meta only: upload it, or send a link': 'هذا الملف لدى Meta فقط: ارفعه أو أرسل رابطًا.',
  'This kind of message can’t be sent': 'لا يمكن إرسال هذا النوع من الرسائل.',
  "The filter can't be read at “{{word}}”": 'لا يُفهم المرشح عند «{{word}}».',
  'This number is not here any more.': 'لم يعد هذا الرقم هنا.',

  // Files
  'The file is not on this computer yet and the server cannot be reached.':
    'ليس الملف على هذا الحاسوب بعد، ولا يمكن الوصول إلى الخادم.',
  'The file is larger than WhatsApp allows.': 'الملف أكبر مما يسمح به واتساب.',
  'The connection broke while the file was coming. Try again.': 'انقطع الاتصال أثناء وصول الملف. حاول مجددًا.',
  'The connection broke while the file was going out.': 'انقطع الاتصال أثناء إرسال الملف.',
  'The upload was called off.': 'أُلغي الرفع.',
  'The file has changed while it was read: attach it again.': 'تغيّر الملف أثناء قراءته: أرفقه مجددًا.',
  'The file could not be read to its end: attach it again.': 'تعذرت قراءة الملف إلى آخره: أرفقه مجددًا.',
  '“{{name}}” could not be read: is it still there?': 'تعذرت قراءة «{{name}}»: أما زال موجودًا؟',
  'This file is not being attached any more.': 'لم يعد هذا الملف قيد الإرفاق.',
  '“{{name}}” is empty.': '«{{name}}» فارغ.',
  '“{{name}}” is larger than the 100 MB WhatsApp takes. Send a link to it instead.':
    '«{{name}}» أكبر من 100 م.ب التي يقبلها واتساب. أرسل رابطًا إليه.',
  '“{{name}}” is larger than 16 MB: choose a smaller one.': '«{{name}}» أكبر من 16 م.ب: اختر أصغر.',
  'This picture is too large to change.': 'هذه الصورة أكبر من أن تُعدّل.',
  'The file is no longer on this computer, or it is damaged: attach it again.':
    'لم يعد الملف على هذا الحاسوب، أو هو تالف: أرفقه مجددًا.',
  'The file is still on its way from WhatsApp': 'ما زال الملف في الطريق من واتساب.',
  'The file could not be had': 'تعذر الحصول على الملف.',
  'The file is missing on the server': 'الملف مفقود على الخادم.',
  'The file is here': 'الملف موجود.',
  'There is no such file': 'لا يوجد هذا الملف.',
  'There is no such file: upload it first, or send a link': 'لا يوجد هذا الملف: ارفعه أولًا أو أرسل رابطًا.',
  'The file is not here yet, or can’t be had any more: upload it again':
    'لم يصل الملف بعد أو تعذر الحصول عليه: ارفعه مجددًا.',
  'The file is no longer on the server: upload it again': 'لم يعد الملف على الخادم: ارفعه مجددًا.',
  'WhatsApp no longer has this file: ask for it again': 'لم يعد هذا الملف لدى واتساب: اطلب إرساله مجددًا.',
  'The file is larger than 100 MB': 'الملف أكبر من 100 م.ب.',
  'The file is not what it says: it is {{type}}': 'ليس الملف كما يقول: هو {{type}}.',
  'The file would have to come from somewhere else than WhatsApp': 'على الملف أن يأتي من غير واتساب.',
  'The file comes damaged every time': 'يصل الملف تالفًا كل مرة.',
  'The file is larger than the {{limit}} WhatsApp takes as {{kind}}':
    'الملف أكبر من {{limit}} التي يقبلها واتساب ({{kind}}).',
  'WhatsApp takes {{kind}} files only as {{types}}: send it as a document, or convert it':
    'لا يقبل واتساب هذه الملفات ({{kind}}) إلا بصيغة {{types}}: أرسله مستندًا أو حوّله.',
  'A voice note must be Ogg with Opus: record it again, or send it as a sound':
    'يجب أن تكون الرسالة الصوتية Ogg بترميز Opus: سجّلها مجددًا أو أرسلها صوتًا.',
  'There is another file with this id': 'يوجد ملف آخر بهذا المعرّف.',
  'The file is empty': 'الملف فارغ.',
  'The file says that it is {{said}}, but it is {{type}}': 'يقول الملف إنه {{said}} لكنه {{type}}.',
  'The file’s name ends in {{ending}}, but it is {{type}}': 'ينتهي اسم الملف بـ {{ending}} لكنه {{type}}.',
  'The picture is damaged: open it, save it anew and send that file':
    'الصورة تالفة: افتحها واحفظها من جديد وأرسل ذلك الملف.',
  'The form could not be read to its end: send the file again': 'لم يصل الملف كاملًا: أرسله مجددًا.',

  // Contacts, library, people, company
  'This contact is not here any more.': 'لم تعد جهة الاتصال هنا.',
  'There is no such contact': 'لا توجد جهة الاتصال هذه.',
  'The contact has no such name': 'ليس لجهة الاتصال هذا الاسم.',
  'The contact is merged already: un-merge it first': 'جهة الاتصال مدموجة من قبل: افصلها أولًا.',
  'These two are the same contact already': 'هاتان جهة واحدة من قبل.',
  'The contact is not merged into another': 'ليست جهة الاتصال مدموجة في غيرها.',
  'Another contact has that; merge the two if they are one person':
    'لدى جهة اتصال أخرى ذلك: ادمجهما إن كانتا لشخص واحد.',
  'The id and the phone belong to two contacts: merge them if they are one person':
    'المعرّف والهاتف لجهتي اتصال: ادمجهما إن كانتا لشخص واحد.',
  'a contact has no room for that many': 'لا مكان لهذا العدد في جهة اتصال',
  'a new contact needs a name or a phone': 'تحتاج جهة الاتصال الجديدة إلى اسم أو هاتف',
  'There is no such note': 'لا توجد هذه الملاحظة.',
  'Only who wrote a note takes it away': 'لا يزيل الملاحظة إلا كاتبها.',
  'WhatsApp did not do it. {{details}}': 'لم يفعل واتساب ذلك. {{details}}',
  'There is no such account': 'لا يوجد هذا الرقم.',
  'No number of yours has a conversation with them': 'ليس لأي من أرقامك محادثة مع هذا الشخص.',
  '"{{phone}}" is not a phone number: 7 to 15 digits are needed': '«{{phone}}» ليس رقم هاتف: يلزم 7 إلى 15 رقمًا.',
  'is no phone number: 7 to 15 digits are needed': 'ليس رقم هاتف: يلزم 7 إلى 15 رقمًا',
  'is not a phone number': 'ليس رقم هاتف',
  'There is no such thing any more': 'لم يعد هذا موجودًا.',
  'There is room for {{count}} of them: delete some first': 'المتسع {{count}} منها: احذف بعضها أولًا.',
  'There is already one of this name: choose another': 'يوجد هذا الاسم من قبل: اختر غيره.',
  'It was deleted meanwhile': 'حُذف في الأثناء.',
  'It was changed meanwhile': 'تغيّر في الأثناء.',
  'What is shared with the team stays so: make a copy for yourself': 'ما شورك مع الفريق يبقى كذلك: اصنع نسخة لنفسك.',
  'There is no such quick reply': 'لا يوجد هذا الرد السريع.',
  'There is no such person in your company': 'لا يوجد هذا الشخص في شركتك.',
  'There is no such invitation': 'لا توجد هذه الدعوة.',
  'They are switched off: switch them on first': 'هذا الشخص موقوف: فعّله أولًا.',
  'This is the last admin of the company: make somebody else an admin first':
    'هذا آخر مشرف في الشركة: اجعل غيره مشرفًا أولًا.',
  'This is the last superadmin of the server: make somebody else one first':
    'هذا آخر مشرف عام على الخادم: اجعل غيره كذلك أولًا.',
  'There is already a user with that e-mail address': 'يوجد شخص بهذا البريد من قبل.',
  'Their rights are above your own: ask somebody who holds as much': 'حقوق هذا الشخص فوق حقوقك: اسأل من له مثلها.',
  "You can't give the role {{role}}: it is above your own": 'لا يمكنك منح دور {{role}}: هو فوق دورك.',
  'There is no such company': 'لا توجد هذه الشركة.',
  'Another company has that slug': 'لشركة أخرى هذا الاسم القصير.',
  'This is your own company: suspended, it would lock you out': 'هذه شركتك: تعليقها يمنعك من الدخول.',
  'Somebody has changed this meanwhile: look at it before you change it':
    'غيّر أحدهم هذا في الأثناء: انظر فيه قبل أن تغيّره.',
  'Somebody else has changed this meanwhile': 'غيّر شخص آخر هذا في الأثناء.',
  'There is no such operation': 'لا توجد هذه العملية.',
  'It has been done, and only the server can take it back.': 'تم ذلك، ولا يستطيع التراجع عنه إلا الخادم.',
  'This can’t be the value: it {{text}}': 'لا يصلح هذا قيمةً: {{text}}.',
  'is refused': 'مرفوض',
  'This export has ended: start it again': 'انتهى هذا التصدير: ابدأه مجددًا.',
  'It has begun: what is gone does not come back': 'بدأ ذلك: ما ذهب لا يعود.',
  'There is no such receipt': 'لا يوجد هذا الإيصال.',
  'This person is being erased already': 'هذا الشخص قيد المحو من قبل.',

  // Numbers, credentials, sign-up at Meta
  'This number was removed': 'أُزيل هذا الرقم.',
  'There is no such account in your company': 'لا يوجد هذا الرقم في شركتك.',
  'The access token of this number is kept elsewhere: {{text}}': 'رمز وصول هذا الرقم محفوظ في مكان آخر: {{text}}',
  'This number has no access token': 'ليس لهذا الرقم رمز وصول.',
  'The access token of this number can no longer be decrypted; enter it again':
    'لم يعد فك تشفير رمز وصول هذا الرقم ممكنًا: أدخله مجددًا.',
  'This number is connected to another company of this server': 'هذا الرقم مربوط بشركة أخرى على هذا الخادم.',
  'This number goes through an endpoint and has no access token: remove its device first':
    'يمر هذا الرقم بنقطة نهاية وليس له رمز وصول: أزل جهازه أولًا.',
  'This verify token is in use already; choose another, or leave it empty':
    'رمز التحقق هذا مستخدم: اختر غيره أو اتركه فارغًا.',
  'Somebody else is adding this number at this moment': 'يضيف شخص آخر هذا الرقم في هذه اللحظة.',
  'This phone is linked to another company of this server: unlink it there first':
    'هذا الهاتف مرتبط بشركة أخرى على هذا الخادم: افصله هناك أولًا.',
  'This server keeps no access tokens (CREDENTIALS=env-only): connect the number through an endpoint of the environment':
    'لا يحفظ هذا الخادم رموز وصول (CREDENTIALS=env-only): اربط الرقم عبر نقطة نهاية من البيئة.',
  'This server uses no endpoints (CREDENTIALS=stored): connect the number with its own access token':
    'لا يستخدم هذا الخادم نقاط نهاية (CREDENTIALS=stored): اربط الرقم برمز وصوله.',
  'must be the token itself, or {{forms}}': 'يجب أن يكون الرمز نفسه أو {{forms}}',
  'Only a superadmin or a service of this server may say where an access token is kept: enter the token':
    'لا يحدد مكان رمز الوصول إلا مشرف عام أو خدمة لهذا الخادم: أدخل الرمز.',
  'This account has no integration token': 'ليس لهذا الرقم رمز تكامل.',
  'There is no such token any more': 'لم يعد هذا الرمز موجودًا.',
  'Meta could not be reached; save the number again to repeat the check':
    'تعذر الوصول إلى Meta: احفظ الرقم مجددًا لتكرار الفحص.',
  "Messages can't come in yet: Meta refused the webhook ({{details}})":
    'لا تصل الرسائل بعد: رفضت Meta الويب هوك ({{details}}).',
  "Messages can't come in yet: Meta could not be reached to set the webhook up":
    'لا تصل الرسائل بعد: تعذر الوصول إلى Meta لإعداد الويب هوك.',
  'Meta knows this ID, but it is not a phone number': 'تعرف Meta هذا المعرّف لكنه ليس رقم هاتف.',
  'The access token lacks the permission {{scopes}}': 'ينقص رمز الوصول الإذن {{scopes}}.',
  'The access token is not for this WhatsApp Business Account': 'رمز الوصول ليس لحساب واتساب للأعمال هذا.',
  '(#190) Invalid OAuth 2.0 Access Token. Regenerate the token via Meta Developer Portal. Meta says: {{details}}':
    '(#190) Invalid OAuth 2.0 Access Token. أنشئ الرمز من جديد في Meta Developer Portal. تقول Meta: {{details}}',
  'Request failed with status code 401. Update the credentials with a valid token. Meta says: {{details}}':
    'Request failed with status code 401. أدخل رمزًا صالحًا. تقول Meta: {{details}}',
  'Meta knows no such number, or the access token may not see it: {{details}}':
    'لا تعرف Meta هذا الرقم، أو لا يراه رمز الوصول: {{details}}',
  'The access token lacks a permission: {{details}}': 'ينقص رمز الوصول إذن: {{details}}',
  'Meta could not check the number ({{details}}); save it again to repeat the check':
    'تعذر على Meta فحص الرقم ({{details}}): احفظه مجددًا لتكرار الفحص.',
  'Meta says nothing about this access token': 'لا تقول Meta شيئًا عن رمز الوصول هذا.',
  'Invalid OAuth access token': 'رمز وصول غير صالح',
  'Sign-up needs a Meta app: set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET':
    'يحتاج التسجيل لدى Meta إلى تطبيق Meta: اضبط WHATSAPP_APP_ID و WHATSAPP_APP_SECRET.',
  'Sign-up needs a Meta app: set WHATSAPP_APP_ID': 'يحتاج التسجيل لدى Meta إلى تطبيق Meta: اضبط WHATSAPP_APP_ID.',
  'Meta gave no access token for this code: start again': 'لم تعطِ Meta رمز وصول لهذا الرمز: ابدأ مجددًا.',
  'The permission {{scopes}} was not given: start again and leave it ticked':
    'لم يُمنح الإذن {{scopes}}: ابدأ مجددًا واتركه مؤشرًا.',
  'No WhatsApp Business Account was shared: start again and choose one':
    'لم يُشارك حساب واتساب للأعمال: ابدأ مجددًا واختر واحدًا.',
  'Meta’s list of phone numbers can’t be read: try again': 'تعذرت قراءة قائمة أرقام Meta: حاول مجددًا.',
  'The number has a two-step verification PIN already: send it as pin': 'للرقم رمز PIN للتحقق بخطوتين من قبل: أدخله.',
  'Meta could not be reached: start the sign-up again': 'تعذر الوصول إلى Meta: ابدأ التسجيل مجددًا.',
  'The code has expired: Meta’s codes live for 30 seconds. Start the sign-up again':
    'انتهت مدة الرمز: تعيش رموز Meta 30 ثانية. ابدأ التسجيل مجددًا.',
  'The code was used already. Start the sign-up again': 'استُخدم الرمز من قبل. ابدأ التسجيل مجددًا.',
  'The code belongs to another redirect URI: send the one the dialog was opened with as redirectUri':
    'الرمز لعنوان عودة آخر (redirectUri). ابدأ التسجيل مجددًا.',
  'Meta does not know this code: {{details}}': 'لا تعرف Meta هذا الرمز: {{details}}',
  'Meta refused: {{details}}': 'رفضت Meta: {{details}}',
  'Meta does not accept its own token': 'لا تقبل Meta رمزها نفسه.',
  'Only an admin of that company can finish its sign-up: sign in as one':
    'لا يُتم تسجيل تلك الشركة إلا مشرف فيها: سجّل الدخول مشرفًا.',
  'This sign-up is unknown, over or finished already: start it again':
    'هذا التسجيل مجهول أو انتهى أو تم من قبل: ابدأه مجددًا.',
  'This WhatsApp Business Account was not shared in the dialog': 'لم يُشارك حساب واتساب للأعمال هذا في النافذة.',
  'The account has no phone number yet: add one in the dialog': 'ليس للحساب رقم هاتف بعد: أضف واحدًا في النافذة.',
  'This number is not one of the account that was shared': 'ليس هذا الرقم من الحساب الذي شورك.',

  // Linked phones and endpoints
  'The phone has unlinked this device: press Reconnect and scan the code again':
    'فصل الهاتف هذا الجهاز: اضغط إعادة الاتصال وامسح الرمز مجددًا.',
  'No phone scanned the code in time: press Reconnect and scan the new one':
    'لم يمسح هاتف الرمز في الوقت: اضغط إعادة الاتصال وامسح الرمز الجديد.',
  'The endpoint does not know this device any more: press Reconnect and scan the code again':
    'لم تعد نقطة النهاية تعرف هذا الجهاز: اضغط إعادة الاتصال وامسح الرمز مجددًا.',
  'This phone is linked by the device "{{name}}" already': 'هذا الهاتف مرتبط بالجهاز «{{name}}» من قبل.',
  'The device is not connected': 'الجهاز غير متصل.',
  'The endpoint could not tell us of messages: set PUBLIC_URL to this server’s address':
    'لا تستطيع نقطة النهاية إبلاغنا بالرسائل: اضبط PUBLIC_URL على عنوان هذا الخادم.',
  'Your company has no WhatsApp endpoint: ask a superadmin to assign one':
    'ليس لشركتك نقطة نهاية لواتساب: اطلب من مشرف عام إسناد واحدة.',
  'There is no such device in your company': 'لا يوجد هذا الجهاز في شركتك.',
  'Failed to create device: {{text}}': 'تعذر إنشاء الجهاز: {{text}}',
  'the endpoint refuses its API key': 'ترفض نقطة النهاية مفتاحها.',
  'No endpoints available': 'لا نقطة نهاية متاحة.',
  'Endpoint not found': 'لا توجد نقطة النهاية هذه.',
  'Tenant configuration not found': 'لا إعداد لهذه الشركة.',
  'Health status unknown': 'الحالة غير معروفة',
  'CREDENTIALS=stored forbids the use of endpoints': 'يمنع CREDENTIALS=stored نقاط النهاية.',
  'Endpoint not found: WHATSAPP_ENDPOINTS has none of this name':
    'لا توجد نقطة النهاية هذه: ليس في WHATSAPP_ENDPOINTS هذا الاسم.',
  'It refuses the apiKey ({{status}})': 'ترفض apiKey ({{status}}).',
  'It redirects elsewhere ({{status}}): set its final address as apiUrl':
    'تعيد التوجيه إلى مكان آخر ({{status}}): اضبط عنوانها النهائي في apiUrl.',
  'It answers with an error of its own ({{status}})': 'تجيب بخطأ من عندها ({{status}}).',
  'What answers there is no WhatsApp gateway ({{status}}): check apiUrl':
    'ما يجيب هناك ليس بوابة واتساب ({{status}}): راجع apiUrl.',
  'It does not answer within {{seconds}} s': 'لا تجيب خلال {{seconds}} ث.',
  'Nobody listens at its address': 'لا أحد على عنوانها.',
  'The host name of its address is not known': 'اسم المضيف في عنوانها غير معروف.',
  'Its TLS certificate is not trusted': 'شهادة TLS لديها غير موثوقة.',
  'It can’t be reached': 'لا يمكن الوصول إليها.',
  'It can’t be reached ({{code}})': 'لا يمكن الوصول إليها ({{code}}).',

  // Webhooks, in and out
  'There is no such webhook; they are kept for 8 days': 'لا يوجد هذا الويب هوك: تُحفظ 8 أيام.',
  'It could not be taken in: {{text}}': 'تعذر استيعابه: {{text}}',
  'status: {{text}}': 'الحالة: {{text}}',
  failed: 'فشلت',
  'not shown: {{details}}': 'لا يُعرض: {{details}}',
  'preference: {{details}}': 'تفضيل: {{details}}',
  'address book: {{details}}': 'دفتر العناوين: {{details}}',
  'account: {{details}}': 'الحساب: {{details}}',
  'system: {{details}}': 'إشعار من واتساب: {{details}}',
  'unsupported: {{details}}': 'لا يمرره واتساب: {{details}}',
  text: 'نص',
  media: 'ملف',
  location: 'موقع',
  contacts: 'جهات اتصال',
  interactive: 'رسالة بأزرار',
  answer: 'رد على أزرار',
  template: 'قالب',
  order: 'طلب شراء',
  reaction: 'تفاعل',
  edit: 'تعديل',
  revoke: 'حذف',
  'There is no such delivery': 'لا توجد عملية التسليم هذه.',
  'There is no such outgoing webhook': 'لا يوجد هذا الويب هوك الصادر.',
  'This webhook is switched off: switch it on, then replay': 'هذا الويب هوك موقوف: فعّله ثم أعد.',
  'There are {{count}} outgoing webhooks already: remove one first':
    'يوجد {{count}} ويب هوك صادرًا من قبل: أزل واحدًا أولًا.',
  'The address answered 410 Gone': 'أجاب العنوان 410: لم يعد موجودًا.',
  'The address answered {{status}}': 'أجاب العنوان {{status}}.',
  'The address {{text}}': 'العنوان: {{text}}',
  'Parley could not prepare the delivery: see its log': 'تعذر على Parley تحضير التسليم: انظر في سجله.',
  'More than {{count}} events waited: the address did not answer for too long':
    'انتظر أكثر من {{count}} حدثًا: لم يجب العنوان مدة طويلة.',
  'is no web address': 'ليس عنوان ويب',
  'must not hold a user name or password': 'يجب ألا يحوي اسم مستخدم أو كلمة مرور',
  'must begin with https://': 'يجب أن يبدأ بـ https://',
  'must be on port 443': 'يجب أن يكون على المنفذ 443',
  'it redirects too often': 'يعيد التوجيه كثيرًا',
  'it redirects to nowhere': 'يعيد التوجيه إلى لا مكان',
  'it can’t be reached ({{code}})': 'لا يمكن الوصول إليه ({{code}})',
  'its name is not known': 'اسمه غير معروف',
  'leads into a private network': 'يؤدي إلى شبكة خاصة',

  // Templates
  '{{text}} waits for WhatsApp’s review: send it when it is approved':
    '{{text}} ينتظر مراجعة واتساب: أرسله حين يُوافق عليه.',
  '{{text}} was rejected by WhatsApp{{details}}: change it and submit it again':
    '{{text}} رفضه واتساب{{details}}: غيّره وقدّمه مجددًا.',
  '{{text}} is paused because of its quality: choose another one, or wait until WhatsApp resumes it':
    '{{text}} موقوف مؤقتًا بسبب جودته: اختر غيره أو انتظر حتى يستأنفه واتساب.',
  '{{text}} was disabled by WhatsApp for good: choose another one': '{{text}} عطّله واتساب نهائيًا: اختر غيره.',
  '{{text}} was deleted: choose another one': '{{text}} حُذف: اختر غيره.',
  '{{text}} is archived: unarchive it in WhatsApp Manager, or choose another one':
    '{{text}} مؤرشف: أخرجه من الأرشيف في WhatsApp Manager أو اختر غيره.',
  '{{text}} can’t be sent: its state at WhatsApp is {{status}}': '{{text}} لا يمكن إرساله: حالته لدى واتساب {{status}}.',
  'The template {{name}} ({{language}})': 'القالب {{name}} ({{language}})',
  'WhatsApp has no template {{name}} in {{language}} for this number: {{text}}':
    'ليس لدى واتساب قالب {{name}} بلغة {{language}} لهذا الرقم: {{text}}',
  'sync the templates, or check its name': 'زامن القوالب أو راجع الاسم.',
  'it can be sent in {{languages}}; choose one of them, or sync the templates':
    'يمكن إرساله بـ {{languages}}؛ اختر منها أو زامن القوالب.',
  'No number of this business account has a usable access token': 'ليس لأي رقم في حساب الأعمال هذا رمز وصول صالح.',
  'WhatsApp can’t be reached at the moment; try again later': 'لا يمكن الوصول إلى واتساب الآن: حاول لاحقًا.',
  'WhatsApp gave an answer that Parley does not understand': 'أعطى واتساب إجابة لا يفهمها Parley.',
  'WhatsApp lists more templates than an account can have': 'يسرد واتساب قوالب أكثر مما يكون لحساب.',
  'WhatsApp refuses the access token of this number': 'يرفض واتساب رمز وصول هذا الرقم.',
  'The access token may not manage templates: give it whatsapp_business_management':
    'لا يجوز لرمز الوصول إدارة القوالب: امنحه whatsapp_business_management.',
  'WhatsApp takes no more of these calls for now: {{details}}': 'لا يقبل واتساب مزيدًا من هذه الطلبات الآن: {{details}}',
  'WhatsApp refused it: {{details}}': 'رفض واتساب ذلك: {{details}}',
  'WhatsApp answered: {{details}}': 'أجاب واتساب: {{details}}',
  'There is no such number of WhatsApp’s Cloud API in your company': 'لا يوجد في شركتك هذا الرقم من Cloud API لواتساب.',
  'Templates are only for numbers of WhatsApp’s Cloud API': 'القوالب لأرقام Cloud API لواتساب فقط.',
  'This number belongs to another business account than the template': 'هذا الرقم لحساب أعمال غير حساب القالب.',
  'This server has no Meta app: set WHATSAPP_APP_ID to hand in samples':
    'ليس لهذا الخادم تطبيق Meta: اضبط WHATSAPP_APP_ID لتقديم الأمثلة.',
  'A sample may have at most 16 MB': 'حجم المثال 16 م.ب على الأكثر.',
  'There is no such template': 'لا يوجد هذا القالب.',
  'WhatsApp is about to pause it because of its quality': 'يوشك واتساب أن يوقفه مؤقتًا بسبب جودته.',
  'Choose the number that it is for.': 'اختر الرقم الذي هو له.',
  'Many customers blocked or reported it: WhatsApp is going to pause it. Stop sending it for now.':
    'حظره كثير من العملاء أو أبلغوا عنه: سيوقفه واتساب مؤقتًا. لا ترسله الآن.',
  'WhatsApp is going to make it {{next}} instead of {{old}}: its price and its rules change.':
    'سيجعله واتساب {{next}} بدل {{old}}: يتغير سعره وقواعده.',
  'Its variables ({{names}}) are not what WhatsApp can fill: sync it again':
    'متغيراته ({{names}}) ليست مما يملؤه واتساب: زامنه مجددًا.',
  'It has a {{what}} of a kind that this version of Parley can’t fill ({{type}}): update Parley, or send another template':
    'فيه جزء لا يستطيع هذا الإصدار من Parley ملأه ({{what}}، {{type}}): حدّث Parley أو أرسل قالبًا آخر.',
  'When “{{name}}” ends': 'متى ينتهي «{{name}}»',
  'Card {{count}}: {{text}}': 'البطاقة {{count}}: {{text}}',
  'Header · {{name}}': 'الرأس · {{name}}',
  'Text · {{name}}': 'النص · {{name}}',
  Code: 'الرمز',
  Place: 'الموقع',
  Product: 'المنتج',
  'Moving picture': 'صورة متحركة',
  Picture: 'الصورة',
  Video: 'الفيديو',
  Document: 'المستند',
  'Button “{{name}}”: what a tap sends back': 'الزر «{{name}}»: ما يعيده النقر',
  'Button “{{name}}”: end of the link': 'الزر «{{name}}»: آخر الرابط',
  'Button “{{name}}”: code': 'الزر «{{name}}»: الرمز',
  'Button “{{name}}”: token': 'الزر «{{name}}»: الرمز المميز',
  'Button “{{name}}”: data of its first screen': 'الزر «{{name}}»: بيانات شاشته الأولى',
  'Button “{{name}}”: product to show': 'الزر «{{name}}»: المنتج المعروض',
  'Button “{{name}}”: products': 'الزر «{{name}}»: المنتجات',
  'Button “{{name}}”: order': 'الزر «{{name}}»: الطلب',
  'Fill this in': 'املأ هذا',
  'Keep this on one line: no line breaks, tabs or rows of blanks':
    'اجعله في سطر واحد: بلا فواصل أسطر ولا جدولة ولا صفوف فراغات',
  'Replace the {{placeholder}}: the customer would read the braces': 'استبدل {{placeholder}}: سيقرأ العميل الأقواس',
  'Leave out the blanks: this is part of a link': 'احذف الفراغات: هذا جزء من رابط',
  'Say where it is': 'اذكر أين هو',
  'This is no latitude': 'ليس هذا خط عرض',
  'This is no longitude': 'ليس هذا خط طول',
  'Name the product': 'سمّ المنتج',
  'This is too long for a product': 'هذا أطول من أن يكون منتجًا',
  'Give the section a title': 'أعط القسم عنوانًا',
  'Shorten the title to 24 characters': 'اختصر العنوان إلى 24 حرفًا',
  'Choose a product': 'اختر منتجًا',
  'WhatsApp takes at most {{count}} sections': 'يقبل واتساب {{count}} أقسام على الأكثر',
  'WhatsApp takes at most {{count}} products': 'يقبل واتساب {{count}} منتجًا على الأكثر',
  'Say when it ends': 'اذكر متى ينتهي',
  'This is too far away': 'هذا بعيد جدًا',
  'This must be a JSON object': 'يجب أن يكون هذا كائن JSON',
  'This has passed: the offer must end later than now': 'مضى هذا: يجب أن ينتهي العرض في المستقبل',
  'Shorten this to {{limit}} characters: it has {{length}}': 'اختصر هذا إلى {{limit}} حرفًا: فيه {{length}}',
  'is not right': 'غير صحيح',
  'is missing': 'ناقص',
  'With these values the text is {{over}} characters longer than the {{limit}} WhatsApp takes':
    'بهذه القيم يزيد النص {{over}} حرفًا على {{limit}} التي يقبلها واتساب',

  // The connection doctor
  'Generate a new token in the Meta Developer Portal and enter it in Admin → Accounts':
    'أنشئ رمزًا جديدًا في Meta Developer Portal وأدخله في الإدارة ← الحسابات.',
  'Meta tells no permissions of a token that it refuses': 'لا تذكر Meta أذونات رمز ترفضه.',
  'Look at the network of this server': 'انظر في شبكة هذا الخادم.',
  'Meta refuses it with code {{code}}: {{details}}': 'ترفضه Meta بالرمز {{code}}: {{details}}',
  '(#190) Invalid OAuth 2.0 Access Token{{sub}}: {{details}}':
    '(#190) Invalid OAuth 2.0 Access Token{{sub}}: {{details}}',
  'Meta accepts it; it {{text}}': 'تقبله Meta؛ {{text}}.',
  'Meta accepts it, but it {{text}}': 'تقبله Meta، لكنه {{text}}.',
  'never ends': 'لا ينتهي أبدًا',
  'ends on {{time}}': 'ينتهي في {{time}}',
  'Enter a new token before then': 'أدخل رمزًا جديدًا قبل ذلك.',
  'whatsapp_business_management and whatsapp_business_messaging are given':
    'مُنح whatsapp_business_management و whatsapp_business_messaging.',
  '{{scopes}} is not given': 'لم يُمنح {{scopes}}.',
  'Generate the token again with both permissions ticked': 'أنشئ الرمز مجددًا مع تأشير الإذنين.',
  'Correct the WhatsApp Business Account ID in Admin → Accounts, or share the account with the token':
    'صحّح معرّف حساب الأعمال في الإدارة ← الحسابات، أو شارك الحساب مع الرمز.',
  'The token was not given for account {{id}}': 'لم يُمنح الرمز للحساب {{id}}.',
  'The token sees account {{id}}{{name}}': 'يرى الرمز الحساب {{id}}{{name}}.',
  'Correct the Phone Number ID in Admin → Accounts': 'صحّح معرّف رقم الهاتف في الإدارة ← الحسابات.',
  '{{number}} is not a number of account {{id}}': 'ليس {{number}} من أرقام الحساب {{id}}.',
  'The number can’t be seen': 'لا يُرى الرقم.',
  'status {{status}}, platform {{platform}}': 'الحالة {{status}}، المنصة {{platform}}',
  'Verify the number again in WhatsApp Manager, then register it': 'أكّد الرقم مجددًا في WhatsApp Manager ثم سجّله.',
  'Connect the number again by sign-up, or register it in WhatsApp Manager':
    'اربط الرقم مجددًا عبر نافذة Meta، أو سجّله في WhatsApp Manager.',
  'Save the number again in Admin → Accounts: that subscribes the app to its account':
    'احفظ الرقم مجددًا في الإدارة ← الحسابات: فيشترك التطبيق في حسابه.',
  'No app is subscribed to the account': 'لا تطبيق مشترك في الحساب.',
  'App {{app}} is not subscribed, only {{others}}': 'التطبيق {{app}} غير مشترك، بل {{others}} فقط.',
  'App {{app}} is subscribed': 'التطبيق {{app}} مشترك.',
  'Without a public address Meta has nowhere to call back to': 'بلا عنوان عام لا تجد Meta مكانًا تستدعيه.',
  'The subscribed apps can’t be seen': 'لا تُرى التطبيقات المشتركة.',
  'Meta calls {{url}} instead of {{ours}}': 'تستدعي Meta {{url}} بدل {{ours}}.',
  'Meta calls {{url}}': 'تستدعي Meta {{url}}.',
  'Meta knows no callback': 'لا تعرف Meta عنوان استدعاء.',
  'Save the number again in Admin → Accounts: that sets the callback':
    'احفظ الرقم مجددًا في الإدارة ← الحسابات: فيُضبط عنوان الاستدعاء.',
  'Only the app can tell': 'لا يعرف ذلك إلا التطبيق.',
  'Set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET': 'اضبط WHATSAPP_APP_ID و WHATSAPP_APP_SECRET.',
  'In the Meta app open WhatsApp → Configuration → Webhooks and subscribe them. There is no field message_status: statuses come with messages':
    'افتح في تطبيق Meta: WhatsApp ← Configuration ← Webhooks واشترك فيها. لا حقل باسم message_status: تأتي الحالات مع messages.',
  'The app itself has no webhook for WhatsApp': 'ليس للتطبيق نفسه ويب هوك لواتساب.',
  '{{name}} is not subscribed': 'الحقل {{name}} غير مشترك فيه.',
  '{{count}} fields are subscribed': 'عدد الحقول المشترك فيها {{count}}.',
  'not subscribed: {{names}}': 'غير مشترك فيها: {{names}}',
  'quality {{quality}}, status {{status}}': 'الجودة {{quality}}، الحالة {{status}}',
  'quality {{quality}}': 'الجودة {{quality}}',
  'Send less, and only what people asked for, until it recovers': 'أرسل أقل، وما طلبه الناس فقط، حتى تتحسن.',
  'People block or report this number: look at what is sent': 'يحظر الناس هذا الرقم أو يبلّغون عنه: انظر فيما يُرسل.',
  'Meta tells nothing about the health of this number': 'لا تقول Meta شيئًا عن حالة هذا الرقم.',
  'Meta lets this number send': 'تسمح Meta لهذا الرقم بالإرسال.',
  'can send: {{status}}. {{details}}': 'يجوز الإرسال: {{status}}. {{details}}',
  'can send: {{status}}.': 'يجوز الإرسال: {{status}}.',
  'Look at the account in WhatsApp Manager': 'انظر في الحساب في WhatsApp Manager.',
  'Asked about {{text}}, Meta says{{code}}: {{text2}}': 'سُئلت Meta عن {{text}} فقالت{{code}}: {{text2}}',
  'account {{id}}': 'الحساب {{id}}',
  'number {{id}}': 'الرقم {{id}}',
  'the subscribed apps': 'التطبيقات المشتركة',
  'the app’s fields': 'حقول التطبيق',
  'Meta’s answer can’t be read': 'تعذرت قراءة إجابة Meta.',
  'Meta could not be reached': 'تعذر الوصول إلى Meta.',
  'It could not be looked at': 'تعذر النظر في ذلك.',
  'This account uses an endpoint: its health is checked there': 'يستخدم هذا الرقم نقطة نهاية: تُفحص حالته هناك.',
  'Enter the token in Admin → Accounts': 'أدخل الرمز في الإدارة ← الحسابات.',
  'No test message was asked for': 'لم تُطلب رسالة اختبار.',
  'Send one to a phone of your own': 'أرسل واحدة إلى هاتف لك.',
  'WhatsApp refused the test message ({{code}}): {{details}}': 'رفض واتساب رسالة الاختبار ({{code}}): {{details}}',
  'See the message itself': 'انظر في الرسالة نفسها.',
  'The test message is held: this number can’t send': 'رسالة الاختبار محتجزة: لا يستطيع هذا الرقم الإرسال.',
  'Mend the checks above first': 'أصلح الفحوص السابقة أولًا.',
  'WhatsApp did not answer': 'لم يجب واتساب.',
  'Look at the network of this server, then try again': 'انظر في شبكة هذا الخادم ثم حاول مجددًا.',
  'WhatsApp took the test message, but no status has come back yet': 'أخذ واتساب رسالة الاختبار، لكن لم تعد حالة بعد.',
  'Mend callback, verify token, signature and fields above':
    'أصلح ما سبق: عنوان الاستدعاء ورمز التحقق والتوقيع والحقول.',
  'WhatsApp took the test message, and its status came back: {{text}}':
    'أخذ واتساب رسالة الاختبار وعادت حالتها: {{text}}.',
  sent: 'أُرسلت',
  delivered: 'وصلت',
  read: 'قُرئت',
  played: 'سُمعت',
  'PUBLIC_URL is not set: this server can send, but nothing can come in':
    'PUBLIC_URL غير مضبوط: يستطيع الخادم الإرسال ولا يصل إليه شيء.',
  'Set PUBLIC_URL to the https address under which the internet reaches this server':
    'اضبط PUBLIC_URL على عنوان https الذي يصل به الإنترنت إلى هذا الخادم.',
  'Without a public address': 'بلا عنوان عام.',
  '{{url}} does not answer': 'لا يجيب {{url}}.',
  'Let the address lead to this server (DNS, proxy, firewall)':
    'اجعل العنوان يؤدي إلى هذا الخادم (DNS، الوكيل، الجدار الناري).',
  'The public address does not answer': 'العنوان العام لا يجيب.',
  '{{url}} answers': 'يجيب {{url}}.',
  'The account’s verify token opens the webhook': 'رمز تحقق الرقم يفتح الويب هوك.',
  'The handshake with the account’s verify token was answered {{status}}': 'أُجيب عن رمز تحقق الرقم بـ {{status}}.',
  'The address leads to another server, or the account is switched off: switch it on, or correct PUBLIC_URL':
    'يؤدي العنوان إلى خادم آخر، أو الرقم موقوف: فعّله أو صحّح PUBLIC_URL.',
  'The handshake failed': 'فشل تحقق الرمز.',
  'No app secret is set: every webhook is refused': 'لا سر تطبيق مضبوط: يُرفض كل ويب هوك.',
  'Set WHATSAPP_APP_SECRET': 'اضبط WHATSAPP_APP_SECRET.',
  'A signed webhook is taken, an unsigned one refused': 'يُقبل الويب هوك الموقّع ويُرفض غيره.',
  'A signed webhook was answered {{text}}, an unsigned one {{text2}}':
    'أُجيب الويب هوك الموقّع: {{text}}، وغير الموقّع: {{text2}}.',
  'not at all': 'لا شيء',
  'Let the proxy before this server pass bodies and the header X-Hub-Signature-256 on unchanged':
    'اجعل الوكيل أمام هذا الخادم يمرر المحتوى والترويسة X-Hub-Signature-256 كما هما.',

  // Where the server keeps tokens elsewhere
  'AWS Secrets Manager has no such secret': 'ليس في AWS Secrets Manager هذا السر.',
  'AWS does not let this server read it': 'لا تسمح AWS لهذا الخادم بقراءته.',
  'HashiCorp Vault can’t be reached': 'لا يمكن الوصول إلى HashiCorp Vault.',
  'HashiCorp Vault has no such secret': 'ليس في HashiCorp Vault هذا السر.',
  'the secret has no such field': 'ليس في السر هذا الحقل.',

  // What is wrong with one value: said behind the name of its field
  'is empty': 'فارغ',
  'is not valid': 'غير صالح',
  'is not what this route takes': 'لا يُقبل هكذا',
  'is not what WhatsApp takes': 'ليس مما يقبله واتساب',
  'must be a number': 'يجب أن يكون رقمًا',
  'must be one of {{values}}': 'يجب أن يكون واحدًا من: {{values}}',
  'must be a UUID': 'يجب أن يكون UUID',
  'must be a short name': 'يجب أن يكون اسمًا قصيرًا',
  'must be 7 to 15 digits': 'يجب أن يكون من 7 إلى 15 رقمًا',
  'must be six digits': 'يجب أن يكون ستة أرقام',
  'must have at least 12 characters': 'يجب ألا يقل عن 12 حرفًا',
  'must be a time before the year 10000': 'يجب أن يكون وقتًا قبل سنة 10000',
  'must be a time zone like Europe/Berlin': 'يجب أن تكون منطقة زمنية مثل Europe/Berlin',
  'may name each day once': 'يُذكر كل يوم مرة واحدة',
  'needs a text to be sent': 'يحتاج إلى نص يُرسل',
  'need different names': 'تحتاج إلى أسماء مختلفة',
  'letters, digits, - and _': 'حروف وأرقام و - و _ فقط',
  'must be one word: letters, digits, _ and -': 'يجب أن يكون كلمة واحدة: حروف وأرقام و _ و -',
  'must be one emoji': 'يجب أن يكون رمزًا تعبيريًا واحدًا',
  'is longer than the {{limit}} characters WhatsApp allows': 'أطول من {{limit}} حرفًا يسمح بها واتساب',
  'can’t stand under a sound or a sticker: send it as a text of its own': 'لا يوضع تحت صوت أو ملصق: أرسله نصًا مستقلًا',
  'is only for sounds': 'للأصوات فقط',
  'must be the name of a template: small letters, digits and _': 'يجب أن يكون اسم قالب: حروف صغيرة وأرقام و _',
  'must be a language code such as en_US': 'يجب أن يكون رمز لغة مثل en_US',
  'must be a public https address': 'يجب أن يكون عنوان https عامًا',
  'must be the digits of a media id of WhatsApp, or the id of a file of Parley':
    'يجب أن يكون معرّف ملف في واتساب أو Parley',
  'needs either the id of a file or a link': 'يحتاج إلى معرّف ملف أو رابط',
  'are more than the {{count}} WhatsApp allows': 'أكثر من {{count}} يسمح بها واتساب',
  'have an id twice': 'فيها معرّف مكرر',
  'have a title twice': 'فيها عنوان مكرر',
  'have a row id twice': 'فيها معرّف صف مكرر',
  'all need a title when there is more than one': 'تحتاج كلها إلى عنوان إن زادت على واحد',
  'have more than {{count}} rows in all': 'فيها أكثر من {{count}} صفوف',
  'have more than {{count}} products in all': 'فيها أكثر من {{count}} منتجًا',
  'has more than 2 line breaks': 'فيه أكثر من فاصلي أسطر',
  'needs either flow_id or flow_name': 'يحتاج إلى flow_id أو flow_name',
  'must be at least {{count}}': 'يجب ألا يقل عن {{count}}',
  'must be at most {{count}}': 'يجب ألا يزيد على {{count}}',
  'must be numbered from 0': 'يجب أن يُرقّم من 0',
  'is too much at once': 'كثير دفعة واحدة',
  'must hold at least a BODY': 'يجب أن يحوي نصًا (BODY) على الأقل',
  'holds nothing to change: give category, components or ttlSeconds': 'ليس فيه ما يُغيّر',
  'must name at least one event': 'يجب أن يذكر حدثًا واحدًا على الأقل',
  'must be the digits of a phone number ID': 'يجب أن يكون أرقام معرّف رقم هاتف',
  'must be the digits of a WhatsApp Business Account ID': 'يجب أن يكون أرقام معرّف حساب أعمال',
  'must be a whole number': 'يجب أن يكون عددًا صحيحًا',
  'are at most {{count}} at a time': '{{count}} على الأكثر في كل مرة',
  'must be 32 bytes in base64': 'يجب أن يكون 32 بايت بترميز base64',
  'Too small: expected string to have >={{count}} characters': 'يجب ألا يقل عن {{count}} حرفًا',
  'Too big: expected string to have <={{count}} characters': 'يجب ألا يزيد على {{count}} حرفًا',
  'Too small: expected array to have >={{count}} items': 'يحتاج إلى {{count}} عناصر على الأقل',
  'Too big: expected array to have <={{count}} items': 'فيه {{count}} عناصر على الأكثر',
  'Too small: expected number to be >={{count}}': 'يجب ألا يقل عن {{count}}',
  'Too big: expected number to be <={{count}}': 'يجب ألا يزيد على {{count}}',
  'Invalid input: expected {{type}}, received undefined': 'ناقص',
  'Invalid input: expected {{type}}, received {{given}}': 'من نوع خاطئ',
  'Invalid input': 'غير صالح',
  'Invalid email address': 'ليس عنوان بريد',
  'Invalid URL': 'ليس عنوان ويب',
  'Invalid option: expected one of {{values}}': 'يجب أن يكون واحدًا من: {{values}}',
};
