import type { Scripts } from './dialogue.ts';

export const portuguese: Scripts = {
  shop: [
    [
      '> Oi! Vocês ainda têm a luminária de nogueira?',
      '< Oi {name}! Temos duas. Quer que eu separe uma?',
      '> Quero sim! Consigo passar aí às {time}',
      '< Combinado. Fica {price} com a lâmpada.',
      '> Maravilha, obrigada 💛',
    ],
    [
      '> Boa tarde, o pedido {order} veio com a cor errada',
      '> Pedi areia e veio cinza',
      '< Mil desculpas, {name}. Já estamos mandando a certa hoje.',
      '> E a cinza, devolvo como?',
      '< O motorista recolhe quando entregar a nova.',
      '> Ótimo, obrigado pela rapidez!',
    ],
  ],
  hotel: [
    [
      '> Olá, têm quarto para o dia {date}?',
      '< Olá {name}! Temos, com café da manhã, por {price}.',
      '> Tem berço? Vamos com um bebé de oito meses 👶',
      '< Temos sim, já deixamos no quarto.',
      '> Então pode reservar duas noites',
      '< Reservado. Até breve!',
    ],
    [
      '> Bom dia, esqueci os óculos no quarto {room}',
      '< Bom dia, {name}. Encontrámos uns óculos pretos na casa de banho.',
      '> São esses! Que alívio',
      '< Enviamos hoje para a sua morada.',
      '> Muito obrigada mesmo 🙏',
    ],
  ],
  clinic: [
    [
      '> Oi, preciso remarcar minha consulta do dia {date}',
      '< Oi {name}, tem quinta às {time}. Serve?',
      '> Serve sim',
      '< Pronto, remarcado. Chegue dez minutos antes, por favor.',
      '> Pode deixar, obrigado!',
    ],
    [
      '> Boa noite, posso tomar o remédio com leite?',
      '< Boa noite, {name}. Melhor com água, e longe das refeições.',
      '> Entendi. E se eu esquecer uma dose?',
      '< Tome quando lembrar, mas nunca duas juntas.',
      '> Obrigada pela atenção 😊',
    ],
  ],
};
