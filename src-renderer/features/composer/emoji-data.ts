// Data, not code: names and characters from Unicode's own list, so longer than other files.
// Made from the character names of Unicode 14 (Unicode licence), with words that people look for.

/** One emoji a line: the sign, then its name in English. */
export const emojiData = `
😀 grinning face happy
😁 grinning face with smiling eyes
😂 face with tears of joy lol laugh
😃 smiling face with open mouth
😄 smiling face with open mouth and smiling eyes
😅 smiling face with open mouth and cold sweat phew
😆 smiling face with open mouth and tightly closed eyes
😇 smiling face with halo
😈 smiling face with horns
😉 winking face wink
😊 smiling face with smiling eyes happy
😋 face savouring delicious food
😌 relieved face
😍 smiling face with heart shaped eyes love
😎 smiling face with sunglasses
😏 smirking face
😐 neutral face
😑 expressionless face
😒 unamused face
😓 face with cold sweat
😔 pensive face
😕 confused face
😖 confounded face
😗 kissing face
😘 face throwing a kiss
😙 kissing face with smiling eyes
😚 kissing face with closed eyes
😛 face with stuck out tongue
😜 face with stuck out tongue and winking eye
😝 face with stuck out tongue and tightly closed eyes
😞 disappointed face
😟 worried face
😠 angry face mad
😡 pouting face mad
😢 crying face sad
😣 persevering face
😤 face with look of triumph
😥 disappointed but relieved face
😦 frowning face with open mouth
😧 anguished face
😨 fearful face
😩 weary face
😪 sleepy face
😫 tired face
😬 grimacing face oops
😭 loudly crying face sad
😮 face with open mouth
😯 hushed face
😰 face with open mouth and cold sweat
😱 face screaming in fear shock
😲 astonished face
😳 flushed face
😴 sleeping face
😵 dizzy face
😶 face without mouth
😷 face with medical mask
😸 grinning cat face with smiling eyes
😹 cat face with tears of joy
😺 smiling cat face with open mouth
😻 smiling cat face with heart shaped eyes
😼 cat face with wry smile
😽 kissing cat face with closed eyes
😾 pouting cat face
😿 crying cat face
🙀 weary cat face
🙁 slightly frowning face
🙂 slightly smiling face happy
🙃 upside down face
🙄 face with rolling eyes
🤐 zipper mouth face
🤑 money mouth face
🤒 face with thermometer
🤓 nerd face
🤔 thinking face hmm
🤕 face with head bandage
🤖 robot face
🤗 hugging face
🤠 face with cowboy hat
🤡 clown face
🤢 nauseated face
🤣 rolling on the floor laughing rofl lol
🤤 drooling face
🤥 lying face
🤧 sneezing face
🤨 face with one eyebrow raised
🤩 grinning face with star eyes
🤪 grinning face with one large and one small eye
🤫 face with finger covering closed lips
🤬 serious face with symbols covering mouth
🤭 smiling face with smiling eyes and hand covering mouth
🤮 face with open mouth vomiting
🤯 shocked face with exploding head
🥰 smiling face with smiling eyes and three hearts love
🥱 yawning face
🥳 face with party horn and party hat
🥴 face with uneven eyes and wavy mouth
🥵 overheated face
🥶 freezing face
🥺 face with pleading eyes
🫠 melting face
🫡 saluting face
🫢 face with open eyes and hand over mouth
🫣 face with peeking eye
🫤 face with diagonal mouth
🫥 dotted line face
🫦 biting lip
🫧 bubbles
🥸 disguised face
🥹 face holding back tears
👹 japanese ogre
👺 japanese goblin
👻 ghost
👽 extraterrestrial alien
👾 alien monster
💀 skull
☺️ white smiling face
👋 waving hand hello hi bye
👌 ok hand perfect fine
👍 thumbs up like yes ok +1
👎 thumbs down dislike no -1
👏 clapping hands bravo applause
👐 open hands
👆 white up pointing backhand index
👇 white down pointing backhand index
👈 white left pointing backhand index
👉 white right pointing backhand index
👊 fisted hand fist bump
✊ raised fist
✋ raised hand
🤘 sign of the horns
🤙 call me hand
🤚 raised back of hand
🤛 left facing fist
🤜 right facing fist
🤝 handshake deal agreed
🤞 hand with index and middle fingers crossed
🤟 i love you hand
🤌 pinched fingers
🤏 pinching hand
🖖 raised hand with part between middle and ring fingers
💪 flexed biceps strong
🙋 happy person raising one hand
🙌 person raising both hands in celebration
🙍 person frowning
🙎 person with pouting face
🙏 person with folded hands thanks please pray
🙅 face with no good gesture
🙆 face with ok gesture
🙇 person bowing deeply
🤦 face palm facepalm
🤷 shrug dunno
👀 eyes
👄 mouth
👅 tongue
👶 baby
👷 construction worker
👸 princess
👦 boy
👧 girl
👨 man
👩 woman
👴 older man
👵 older woman
👪 family
💃 dancer
🕺 man dancing
🏃 runner
🚶 pedestrian
🫰 hand with index finger and thumb crossed
🫱 rightwards hand
🫲 leftwards hand
🫳 palm down hand
🫴 palm up hand
🫵 index pointing at the viewer
🫶 heart hands
✌️ victory hand
☝️ index pointing up
✍️ writing hand
💓 beating heart
💔 broken heart
💕 two hearts
💖 sparkling heart
💗 growing heart
💘 heart with arrow
💙 blue heart
💚 green heart
💛 yellow heart
💜 purple heart
💝 heart with ribbon
💞 revolving hearts
💟 heart decoration
🤍 white heart
🤎 brown heart
🧡 orange heart
🖤 black heart
💋 kiss mark
💌 love letter
💯 hundred points symbol perfect
💢 anger symbol
💣 bomb
💤 sleeping symbol
💥 collision symbol
💦 splashing sweat symbol
💫 dizzy symbol
💬 speech balloon
💭 thought balloon
✨ sparkles
🌟 glowing star
⭐ white medium star favourite
🔥 fire hot lit
❤️ red heart
❣️ heart exclamation
🐀 rat
🐁 mouse
🐂 ox
🐃 water buffalo
🐄 cow
🐅 tiger
🐆 leopard
🐇 rabbit
🐈 cat
🐉 dragon
🐊 crocodile
🐋 whale
🐌 snail
🐍 snake
🐎 horse
🐏 ram
🐐 goat
🐑 sheep
🐒 monkey
🐓 rooster
🐔 chicken
🐕 dog
🐖 pig
🐗 boar
🐘 elephant
🐙 octopus
🐚 spiral shell
🐛 bug
🐜 ant
🐝 honeybee
🐞 lady beetle
🐟 fish
🐠 tropical fish
🐡 blowfish
🐢 turtle
🐣 hatching chick
🐤 baby chick
🐥 front facing baby chick
🐦 bird
🐧 penguin
🐨 koala
🐩 poodle
🐪 dromedary camel
🐫 bactrian camel
🐬 dolphin
🐭 mouse face
🐮 cow face
🐯 tiger face
🐰 rabbit face
🐱 cat face
🐲 dragon face
🐳 spouting whale
🐴 horse face
🐵 monkey face
🐶 dog face
🐷 pig face
🐸 frog face
🐹 hamster face
🐺 wolf face
🐻 bear face
🐼 panda face
🐽 pig nose
🐾 paw prints
🦀 crab
🦁 lion face
🦂 scorpion
🦃 turkey
🦄 unicorn face
🦅 eagle
🦆 duck
🦇 bat
🦈 shark
🦉 owl
🦊 fox face
🦋 butterfly
🦌 deer
🦍 gorilla
🦎 lizard
🦏 rhinoceros
🦐 shrimp
🦑 squid
🦒 giraffe face
🦓 zebra face
🦔 hedgehog
🦕 sauropod
🦖 t rex
🦗 cricket
🦘 kangaroo
🦙 llama
🦚 peacock
🦛 hippopotamus
🦜 parrot
🦝 raccoon
🦞 lobster
🦟 mosquito
🦠 microbe
🦡 badger
🦢 swan
🦣 mammoth
🦤 dodo
🦥 sloth
🦦 otter
🦧 orangutan
🦨 skunk
🦩 flamingo
🦪 oyster
🦫 beaver
🦬 bison
🦭 seal
🦮 guide dog
🌰 chestnut
🌱 seedling
🌲 evergreen tree
🌳 deciduous tree
🌴 palm tree
🌵 cactus
🌷 tulip
🌸 cherry blossom
🌹 rose
🌺 hibiscus
🌻 sunflower
🌼 blossom
🌽 ear of maize
🌾 ear of rice
🌿 herb
🍀 four leaf clover
🍁 maple leaf
🍂 fallen leaf
🍃 leaf fluttering in wind
💐 bouquet
🌈 rainbow
🌊 water wave
🌍 earth globe europe africa
🌎 earth globe americas
🌏 earth globe asia australia
🌙 crescent moon
🌚 new moon with face
🌛 first quarter moon with face
🌜 last quarter moon with face
🌝 full moon with face
🌞 sun with face
⛅ sun behind cloud
⚡ high voltage
⛄ snowman without snow
☀️ sun
☁️ cloud
❄️ snowflake
🌭 hot dog
🌮 taco
🌯 burrito
🍅 tomato
🍆 aubergine
🍇 grapes
🍈 melon
🍉 watermelon
🍊 tangerine
🍋 lemon
🍌 banana
🍍 pineapple
🍎 red apple
🍏 green apple
🍐 pear
🍑 peach
🍒 cherries
🍓 strawberry
🍔 hamburger
🍕 slice of pizza
🍖 meat on bone
🍗 poultry leg
🍘 rice cracker
🍙 rice ball
🍚 cooked rice
🍛 curry and rice
🍜 steaming bowl
🍝 spaghetti
🍞 bread
🍟 french fries
🍠 roasted sweet potato
🍡 dango
🍢 oden
🍣 sushi
🍤 fried shrimp
🍥 fish cake with swirl design
🍦 soft ice cream
🍧 shaved ice
🍨 ice cream
🍩 doughnut
🍪 cookie
🍫 chocolate bar
🍬 candy
🍭 lollipop
🍮 custard
🍯 honey pot
🍰 shortcake
🍱 bento box
🍲 pot of food
🍳 cooking
🍴 fork and knife
🍵 teacup without handle
🍶 sake bottle and cup
🍷 wine glass
🍸 cocktail glass
🍹 tropical drink
🍺 beer mug
🍻 clinking beer mugs
🍼 baby bottle
🍾 bottle with popping cork
🍿 popcorn
🥐 croissant
🥑 avocado
🥒 cucumber
🥓 bacon
🥔 potato
🥕 carrot
🥖 baguette bread
🥗 green salad
🥘 shallow pan of food
🥙 stuffed flatbread
🥚 egg
🥛 glass of milk
🥜 peanuts
🥝 kiwifruit
🥞 pancakes
🥟 dumpling
🥠 fortune cookie
🥡 takeout box
🥢 chopsticks
🥣 bowl with spoon
🥤 cup with straw
🥥 coconut
🥦 broccoli
🥧 pie
🥨 pretzel
🥩 cut of meat
🥪 sandwich
🥫 canned food
🥬 leafy green
🥭 mango
🥮 moon cake
🥯 bagel
🧀 cheese wedge
🧁 cupcake
🧂 salt shaker
🧃 beverage box
🧄 garlic
🧅 onion
🧆 falafel
🧇 waffle
🧈 butter
🧉 mate drink
🧊 ice cube
🧋 bubble tea
☕ hot beverage
🚀 rocket launch fast
🚁 helicopter
🚂 steam locomotive
🚃 railway car
🚄 high speed train
🚅 high speed train with bullet nose
🚆 train
🚇 metro
🚈 light rail
🚉 station
🚊 tram
🚋 tram car
🚌 bus
🚍 oncoming bus
🚎 trolleybus
🚏 bus stop
🚐 minibus
🚑 ambulance
🚒 fire engine
🚓 police car
🚔 oncoming police car
🚕 taxi
🚖 oncoming taxi
🚗 automobile
🚘 oncoming automobile
🚙 recreational vehicle
🚚 delivery truck delivery
🚛 articulated lorry
🚜 tractor
🚝 monorail
🚞 mountain railway
🚟 suspension railway
🚠 mountain cableway
🚡 aerial tramway
🚢 ship
🚣 rowboat
🚤 speedboat
🚲 bicycle
🛴 scooter
🛵 motor scooter
🛶 canoe
🛷 sled
🛸 flying saucer
🛹 skateboard
🏠 house building
🏡 house with garden
🏢 office building
🏣 japanese post office
🏤 european post office
🏥 hospital
🏦 bank
🏧 automated teller machine
🏨 hotel
🏩 love hotel
🏪 convenience store
🏫 school
🏬 department store
🏭 factory
🏮 izakaya lantern
🏯 japanese castle
🏰 european castle
🗻 mount fuji
🗼 tokyo tower
🗽 statue of liberty
🗾 silhouette of japan
🗿 moyai
⛪ church
⛽ fuel pump
🚦 vertical traffic light
🚧 construction
✈️ airplane
🎀 ribbon
🎁 wrapped present gift
🎂 birthday cake cake
🎃 jack o lantern
🎄 christmas tree
🎅 father christmas
🎆 fireworks
🎇 firework sparkler
🎈 balloon
🎉 party popper congratulations hooray
🎊 confetti ball congratulations
🎋 tanabata tree
🎌 crossed flags
🎍 pine decoration
🎎 japanese dolls
🎏 carp streamer
🎐 wind chime
🎑 moon viewing ceremony
🎒 school satchel
🎓 graduation cap
🎠 carousel horse
🎡 ferris wheel
🎢 roller coaster
🎣 fishing pole and fish
🎤 microphone
🎥 movie camera
🎦 cinema
🎧 headphone
🎨 artist palette
🎩 top hat
🎪 circus tent
🎫 ticket
🎬 clapper board
🎭 performing arts
🎮 video game
🎯 direct hit
🎰 slot machine
🎱 billiards
🎲 game die
🎳 bowling
🎴 flower playing cards
🎵 musical note
🎶 multiple musical notes
🎷 saxophone
🎸 guitar
🎹 musical keyboard
🎺 trumpet
🎻 violin
🎼 musical score
🎽 running shirt with sash
🎾 tennis racquet and ball
🎿 ski and ski boot
🏀 basketball and hoop
🏁 chequered flag
🏂 snowboarder
🏄 surfer
🏅 sports medal
🏆 trophy
🏇 horse racing
🏈 american football
🏉 rugby football
🏊 swimmer
🏏 cricket bat and ball
🏐 volleyball
🏑 field hockey stick and ball
🏒 ice hockey stick and puck
🏓 table tennis paddle and ball
⚽ soccer ball
⚾ baseball
⛳ flag in hole
🥇 first place medal
🥈 second place medal
🥉 third place medal
🥊 boxing glove
🥋 martial arts uniform
🧩 jigsaw puzzle piece
👑 crown
👒 womans hat
👓 eyeglasses
👔 necktie
👕 t shirt
👖 jeans
👗 dress
👘 kimono
👙 bikini
👚 womans clothes
👛 purse
👜 handbag
👝 pouch
👞 mans shoe
👟 athletic shoe
👠 high heeled shoe
👡 womans sandal
👢 womans boots
👣 footprints
💄 lipstick
💅 nail polish
💆 face massage
💇 haircut
💈 barber pole
💉 syringe
💊 pill
💍 ring
💎 gem stone
💡 electric light bulb
💰 money bag cash
💱 currency exchange
💲 heavy dollar
💳 credit card card payment
💴 banknote with yen
💵 banknote with dollar
💶 banknote with euro
💷 banknote with pound
💸 money with wings
💹 chart with upwards trend and yen
💺 seat
💻 personal computer
💼 briefcase
💽 minidisc
💾 floppy disk
💿 optical disc
📀 dvd
📁 file folder
📂 open file folder
📃 page with curl
📄 page facing up
📅 calendar date appointment
📆 tear off calendar
📇 card index
📈 chart with upwards trend
📉 chart with downwards trend
📊 bar chart
📋 clipboard
📌 pushpin
📍 round pushpin location address
📎 paperclip attachment
📏 straight ruler
📐 triangular ruler
📑 bookmark tabs
📒 ledger
📓 notebook
📔 notebook with decorative cover
📕 closed book
📖 open book
📗 green book
📘 blue book
📙 orange book
📚 books
📛 name badge
📜 scroll
📝 memo
📞 telephone receiver call phone
📟 pager
📠 fax machine
📡 satellite antenna
📢 public address loudspeaker
📣 cheering megaphone
📤 outbox tray
📥 inbox tray
📦 package parcel box order
📧 e mail symbol
📨 incoming envelope
📩 envelope with downwards arrow above
📪 closed mailbox with lowered flag
📫 closed mailbox with raised flag
📬 open mailbox with raised flag
📭 open mailbox with lowered flag
📮 postbox
📯 postal horn
📰 newspaper
📱 mobile phone phone
📲 mobile phone with rightwards arrow at left
📳 vibration mode
📴 mobile phone off
📵 no mobile phones
📶 antenna with bars
📷 camera
📸 camera with flash
📹 video camera
📺 television
📻 radio
📼 videocassette
🔀 twisted rightwards arrows
🔁 clockwise rightwards and leftwards open circle arrows
🔂 clockwise rightwards and leftwards open circle arrows with circled one overlay
🔃 clockwise downwards and upwards open circle arrows
🔄 anticlockwise downwards and upwards open circle arrows
🔅 low brightness symbol
🔆 high brightness symbol
🔇 speaker with cancellation stroke
🔈 speaker
🔉 speaker with one sound wave
🔊 speaker with three sound waves
🔋 battery
🔌 electric plug
🔍 left pointing magnifying glass
🔎 right pointing magnifying glass
🔏 lock with ink pen
🔐 closed lock with key
🔑 key
🔒 lock
🔓 open lock
🔔 bell
🔕 bell with cancellation stroke
🔖 bookmark
🔦 electric torch
🔧 wrench
🔨 hammer
🔩 nut and bolt
🔪 hocho
🔫 pistol
🔬 microscope
🔭 telescope
🔮 crystal ball
⌚ watch
⌛ hourglass
⏰ alarm clock
⏳ hourglass with flowing sand
🛒 shopping trolley cart order
🧴 lotion bottle
🧵 spool of thread
🧶 ball of yarn
🧷 safety pin
🧸 teddy bear
🧹 broom
🧺 basket
🧻 roll of paper
🧼 bar of soap
🧽 sponge
🧾 receipt
🧿 nazar amulet
☎️ telephone
✉️ envelope
🛍️ shopping bags
✂️ scissors
🗓️ calendar
✅ white heavy check mark done yes tick
❌ cross mark no wrong
❎ negative squared cross mark
❓ black question mark ornament
❔ white question mark ornament
❕ white exclamation mark ornament
❗ heavy exclamation mark symbol
➕ heavy plus
➖ heavy minus
➗ heavy division
➰ curly loop
🔴 large red circle
🔵 large blue circle
🔶 large orange diamond
🔷 large blue diamond
🔸 small orange diamond
🔹 small blue diamond
🔺 up pointing red triangle
🔻 down pointing red triangle
🔼 up pointing small red triangle
🔽 down pointing small red triangle
🟠 large orange circle
🟡 large yellow circle
🟢 large green circle
🟣 large purple circle
🟤 large brown circle
🟥 large red square
🟦 large blue square
🟧 large orange square
🟨 large yellow square
🟩 large green square
🟪 large purple square
🟫 large brown square
🆕 squared new
🆖 squared ng
🆗 squared ok
🆘 squared sos
🆙 squared up with exclamation mark
🆚 squared vs
🆒 squared cool
🆓 squared free
🆔 squared id
🔗 link symbol
🚫 no entry
🚬 smoking symbol
🚭 no smoking symbol
⛔ no entry
🔝 top with upwards arrow above
🔞 no one under eighteen symbol
🔟 keycap ten
✔️ check mark
⚠️ warning
✖️ multiply
`;
