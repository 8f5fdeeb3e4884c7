import type { Scripts } from './dialogue.ts';

export const spanish: Scripts = {
  shop: [
    [
      '> ¡Hola! ¿Tienen la lámpara de nogal en la tienda?',
      '< ¡Hola {name}! Sí, nos quedan tres. ¿Le guardo una?',
      '> Sí, por favor. ¿Puedo pasar a las {time}?',
      '< Claro que sí. Son {price} con la bombilla incluida.',
      '> Muchísimas gracias 😊',
    ],
    [
      '> Buenas, mi pedido {order} todavía no llega',
      '> Decía que ayer',
      '< Disculpe la demora, {name}. Veo que está en reparto y llega hoy antes de las ocho.',
      '> Vale, estaré en casa',
      '< Gracias por la paciencia. Le hemos devuelto el envío.',
      '> ¡Qué detalle! Ya llegó, todo perfecto',
    ],
    [
      '> ¿Hacen envíos a las islas?',
      '< Sí, tarda de cuatro a seis días y cuesta {price}.',
      '> ¿Y puedo pagar contra reembolso?',
      '< De momento solo con tarjeta o transferencia.',
      '> Perfecto, con tarjeta entonces 👍',
    ],
  ],
  hotel: [
    [
      '> Hola, ¿tienen una habitación doble para el día {date}?',
      '< Hola {name}, sí: con vistas al puerto y desayuno, {price} la noche.',
      '> ¿Aceptan perros pequeños? 🐶',
      '< Por supuesto, sin coste adicional.',
      '> Entonces resérvela por tres noches, por favor',
      '< Hecho. Le hemos enviado la confirmación por correo.',
    ],
    [
      '> Buenas tardes, llegamos sobre las dos de la mañana. ¿Hay alguien en recepción?',
      '< Buenas tardes, {name}. Sí, la recepción está abierta toda la noche.',
      '> ¡Qué alivio! Gracias',
      '< Le dejamos algo de cenar en la habitación {room}.',
      '> ¡Son un amor!',
    ],
  ],
  clinic: [
    [
      '> Hola, necesito cambiar mi cita del día {date}',
      '< Hola {name}, ¿le viene bien el jueves a las {time}?',
      '> Sí, perfecto',
      '< Anotado. Recuerde traer la tarjeta sanitaria.',
      '> Gracias, {agent}',
    ],
    [
      '> Buenos días, ¿ya están mis análisis?',
      '< Buenos días. Sí, llegaron esta mañana y está todo bien.',
      '> ¡Menos mal! ¿Me los pueden mandar?',
      '< Por protección de datos se recogen en el mostrador, o se los explica la doctora por teléfono.',
      '> Paso mañana entonces 🙏',
    ],
  ],
};
